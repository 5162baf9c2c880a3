//! `cargo xtask serve`, and the small server under it that also serves dist/ to the browser tests; loopback only.

mod changes;
mod headers;
mod request;
mod server;

pub(crate) use server::Server;

use crate::dist::{self, HEADERS, Profile};
use crate::{Outcome, run, tools};
use changes::Changes;
use std::process::Command;

const PORT: u16 = 8080;

/// Builds the page, serves it, and builds it again whenever a file changes; ends with Ctrl-C.
pub(crate) fn serve(args: &[String]) -> Outcome<()> {
    let options = Options::parse(args)?;
    // Before the build, which is long: a taken port is better told now.
    let server = Server::bind(options.port, options.profile.folder(), HEADERS)?;
    let mut changes = Changes::new()?;
    dist::build(options.profile)?;
    let address = server.start();
    println!("\nThe page: {address}\nIt is rebuilt when a file changes; Ctrl-C ends it.\n");
    if options.open {
        open(&address);
    }
    loop {
        changes.wait()?;
        match run::step("rebuild", || dist::build(options.profile)) {
            Ok(()) => println!("The page: {address}"),
            Err(message) => println!("{message}\nThe last good page stays at {address}"),
        }
    }
}

struct Options {
    profile: Profile,
    port: u16,
    open: bool,
}

impl Options {
    fn parse(args: &[String]) -> Outcome<Self> {
        let mut options = Self { profile: Profile::Page, port: PORT, open: false };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--dev" => options.profile = Profile::Dev,
                "--open" => options.open = true,
                "--port" => {
                    let port = args.next().and_then(|it| it.parse().ok());
                    options.port = port.ok_or("--port wants a number from 0 to 65535 (0: any free port)")?;
                }
                it => {
                    return Err(format!("unexpected argument {it:?}; see `cargo xtask help`"));
                }
            }
        }
        Ok(options)
    }
}

/// Asks the desktop to show the page. That there is no desktop is no reason to stop.
fn open(address: &str) {
    let Some(program) = ["xdg-open", "open"].iter().find_map(|it| tools::find(it)) else {
        return;
    };
    if let Err(error) = Command::new(program).arg(address).status() {
        println!("The address could not be opened: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_nonsense_is_refused() {
        let parse =
            |text: &str| Options::parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let options = parse("--port 9000 --dev").unwrap();
        assert!(options.port == 9000 && options.profile == Profile::Dev && !options.open);
        assert!(parse("--port").is_err() && parse("--port 99999").is_err() && parse("--wat").is_err());
    }
}
