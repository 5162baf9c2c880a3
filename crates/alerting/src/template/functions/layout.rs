//! `time.Time.Format`: a layout that shows the reference time is filled with another (time/format.go). It must not
//! know time zones but UTC.

use crate::template::gofmt::{Moment, month_name, weekday_name};
use crate::template::limits;
use std::fmt::Write;

/// What a piece of a layout stands for. The longest piece that fits comes first.
const PIECES: [(&str, char); 33] = [
    ("January", 'B'),
    ("Jan", 'b'),
    ("Monday", 'A'),
    ("Mon", 'a'),
    ("MST", 'U'),
    ("2006", 'Y'),
    ("002", 'j'),
    ("01", 'm'),
    ("02", 'd'),
    ("03", 'I'),
    ("04", 'M'),
    ("05", 'S'),
    ("06", 'y'),
    ("15", 'H'),
    ("1", '1'),
    ("2", '2'),
    ("3", '3'),
    ("4", '4'),
    ("5", '5'),
    ("__2", 'J'),
    ("_2", 'e'),
    ("PM", 'P'),
    ("pm", 'p'),
    ("-07:00:00", ':'),
    ("-070000", '6'),
    ("-07:00", ';'),
    ("-0700", '7'),
    ("-07", '8'),
    ("Z07:00:00", 'Z'),
    ("Z070000", 'Z'),
    ("Z07:00", 'Z'),
    ("Z0700", 'Z'),
    ("Z07", 'Z'),
];

/// `nanos` since the Unix epoch as `layout` shows times.
pub(super) fn format(nanos: i64, layout: &str) -> Result<String, String> {
    let at = Moment::of(nanos);
    let mut out = String::new();
    let mut rest = layout;
    while let Some(char) = rest.chars().next() {
        if out.len() > limits::MAX_OUTPUT {
            return Err(limits::too_long());
        }
        if let Some(len) = fraction(rest) {
            write_fraction(&at, &rest[..len], &mut out);
            rest = &rest[len..];
            continue;
        }
        let known = PIECES.iter().find(|(piece, _)| fits(piece, rest));
        match known {
            Some((piece, meaning)) => {
                write_piece(&at, *meaning, &mut out);
                rest = &rest[piece.len()..];
            }
            None => {
                out.push(char);
                rest = &rest[char.len_utf8()..];
            }
        }
    }
    Ok(out)
}

/// Short names of month and day are no pieces of other words; `_2006` is a mark and a year.
fn fits(piece: &str, rest: &str) -> bool {
    let Some(behind) = rest.strip_prefix(piece) else { return false };
    match piece {
        "Jan" | "Mon" => !behind.starts_with(|it: char| it.is_ascii_lowercase()),
        "_2" => !behind.starts_with("006"),
        _ => true,
    }
}

/// The length of `.000` or `,999` at the start, unless another digit follows.
fn fraction(rest: &str) -> Option<usize> {
    let digits = rest.strip_prefix(['.', ','])?;
    let digit = digits.chars().next().filter(|it| matches!(it, '0' | '9'))?;
    let count = digits.chars().take_while(|it| *it == digit).count();
    (!digits[count..].starts_with(|it: char| it.is_ascii_digit())).then_some(1 + count)
}

/// Zeros ask for that many digits, nines for at most that many.
fn write_fraction(at: &Moment, piece: &str, out: &mut String) {
    let digits = format!("{:09}", at.nanos);
    let shown = &format!("{digits:0<width$}", width = piece.len())[..piece.len() - 1];
    let shown = if piece.ends_with('9') { shown.trim_end_matches('0') } else { shown };
    if !shown.is_empty() {
        out.push_str(&piece[..1]);
        out.push_str(shown);
    }
}

fn write_piece(at: &Moment, meaning: char, out: &mut String) {
    let hour_12 = (at.hour + 11) % 12 + 1;
    let half = if at.hour < 12 { "AM" } else { "PM" };
    // Writing to a string cannot fail.
    let _ = match meaning {
        'B' => write!(out, "{}", month_name(at.month)),
        'b' => write!(out, "{}", &month_name(at.month)[..3]),
        'A' => write!(out, "{}", weekday_name(at.weekday)),
        'a' => write!(out, "{}", &weekday_name(at.weekday)[..3]),
        'U' => write!(out, "UTC"),
        'Y' => write!(out, "{:04}", at.year),
        'y' => write!(out, "{:02}", at.year.rem_euclid(100)),
        'j' => write!(out, "{:03}", at.year_day),
        'J' => write!(out, "{:3}", at.year_day),
        'm' => write!(out, "{:02}", at.month),
        '1' => write!(out, "{}", at.month),
        'd' => write!(out, "{:02}", at.day),
        'e' => write!(out, "{:2}", at.day),
        '2' => write!(out, "{}", at.day),
        'H' => write!(out, "{:02}", at.hour),
        'I' => write!(out, "{hour_12:02}"),
        '3' => write!(out, "{hour_12}"),
        'M' => write!(out, "{:02}", at.minute),
        '4' => write!(out, "{}", at.minute),
        'S' => write!(out, "{:02}", at.second),
        '5' => write!(out, "{}", at.second),
        'P' => write!(out, "{half}"),
        'p' => write!(out, "{}", half.to_ascii_lowercase()),
        ':' => write!(out, "+00:00:00"),
        '6' => write!(out, "+000000"),
        ';' => write!(out, "+00:00"),
        '7' => write!(out, "+0000"),
        '8' => write!(out, "+00"),
        _ => write!(out, "Z"),
    };
}
