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
    String::from_utf8(bytes).map_err(|_| "yaml: invalid leading UTF-8 octet".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_refused() {
        assert_eq!(text(&b"a: 1"[..]), Ok("a: 1".to_owned()));
        assert_eq!(text(std::io::repeat(b'x')), Err("longer than 67108864 bytes".to_owned()));
        assert!(text(&[0xff_u8][..]).unwrap_err().contains("UTF-8"));
        assert!(file(Path::new("/nonexistent")).is_err());
    }
}
