//! `alertplay query`: an expression over the series of a file, printed as Prometheus' API prints it. It must not
//! evaluate anything itself.

mod args;
mod body;
mod file;

use crate::failure::Failure;
use crate::say;
use args::{Args, When};
use promql::{Error, Options, Steps};
use std::ffi::OsString;

/// The API's limit on the points of a series (web/api/v1/api.go).
const MOST_POINTS: usize = 11_000;

/// The command. Whatever fails but the call itself prints the API's error and exits with 1.
pub(crate) fn main(args: Vec<OsString>) -> Result<(), Failure> {
    let args = args::read(args)?;
    if let When::Range(steps) = args.when {
        check(steps).map_err(refused)?;
    }
    let store = file::read(&args.series).map_err(refused)?;
    match answer(&args, &store) {
        Ok(body) => say::data(body),
        Err(err) => {
            say::data(body::error(&err));
            return Err(Failure::Input(err.to_string()));
        }
    }
    Ok(())
}

/// Prints the error of something that is not the query's fault.
fn refused(message: String) -> Failure {
    say::data(body::bad_data(&message));
    Failure::Input(message)
}

fn answer(args: &Args, store: &series::Store) -> Result<String, Error> {
    let options = Options {
        semantics: args.semantics,
        max_samples: args.max_samples.unwrap_or(Options::default().max_samples),
        delayed_name_removal: args.delayed_name_removal,
        ..Options::default()
    };
    match args.when {
        When::At(time) => {
            let query = promql::parse(&args.expression, args.semantics)?;
            let instant = promql::instant(&query, store, time, &options)?;
            Ok(body::instant(&instant, query.text(), time))
        }
        When::Range(steps) => {
            let query = promql::parse(&args.expression, args.semantics)?;
            let range = promql::range(query.root(), store, steps, &options)?;
            Ok(body::range(&range, query.text(), steps))
        }
    }
}

/// What the API demands of a range (`queryRange`, web/api/v1/api.go).
fn check(steps: Steps) -> Result<(), String> {
    let message = if steps.end < steps.start {
        "invalid parameter \"end\": end timestamp must not be before start time"
    } else if steps.step <= 0 {
        "invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer"
    } else if steps.len() > MOST_POINTS + 1 {
        "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)"
    } else {
        return Ok(());
    };
    Err(message.to_owned())
}
