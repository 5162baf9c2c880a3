//! Files and standard input as text, with an end to what is read of them. It must not know what a text means.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most bytes that are read; what a text means may have narrower bounds.
pub(crate) const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The text of the file at `path`.
///
/// # Errors
/// Why it cannot be read, without its name.
pub(crate) fn file(path: &Path) -> Result<String, String> {
    text(File::open(path).map_err(|err| err.to_string())?)
}

/// All that `input` has to say.
///
/// # Errors
/// It fails, has more than [`MOST_BYTES`], or is no UTF-8: then in the words of Prometheus' YAML reader.
pub(crate) fn text(input: impl Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    input.take(most).read_to_end(&mut bytes).map_err(|err| err.to_string())?;
    if bytes.len() > MOST_BYTES {
        return Err(format!("longer than {MOST_BYTES} bytes"));
    }
    decoded(&bytes).ok_or_else(|| "yaml: invalid leading UTF-8 octet".to_owned())
}

/// The text in the encoding that a mark at its beginning tells, without the mark.
fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).map(|it| unit([it[0], it[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => String::from_utf8(rest.to_vec()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_at_the_beginning_tells_the_encoding_and_is_no_text() {
        let marked =
            [&b"a\xc3\xa9"[..], b"\xef\xbb\xbfa\xc3\xa9", b"\xff\xfea\0\xe9\0", b"\xfe\xff\0a\0\xe9"];
        for bytes in marked {
            assert_eq!(text(bytes), Ok("aé".to_owned()), "{bytes:?}");
        }
        assert!(text(&b"\xff\xfe\0\xd8"[..]).is_err());
    }

    #[test]
    fn what_has_no_end_is_refused() {
        assert_eq!(text(&b"a: 1"[..]), Ok("a: 1".to_owned()));
        assert_eq!(text(std::io::repeat(b'x')), Err("longer than 67108864 bytes".to_owned()));
        assert!(text(&[0xff_u8][..]).unwrap_err().contains("UTF-8"));
        assert!(file(Path::new("/nonexistent")).is_err());
    }
}
