//! The page's program. It must not do anything but show the page.

fn main() {
    web::app::show();
}
