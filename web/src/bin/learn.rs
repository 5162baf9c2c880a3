//! The study's page, fetched when it is first opened. It must not do anything but show the study.

fn main() {
    web::learn::listen();
}
