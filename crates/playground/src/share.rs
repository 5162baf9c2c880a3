//! The link: `<version>.<base64url of zlib(document)>`. It must not know the page's address.
//!
//! zlib's framing is deflate with an Adler-32 of the text at its end, which tells a link that was cut or altered.

use crate::document::{self, Document, VERSION};
use crate::limits::{DOCUMENT_BYTES, FRAGMENT_CHARS};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use std::fmt;

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It does not have the form of a link.
    Form,
    /// It is longer than any link of ours.
    Long(usize),
    /// It comes from a newer version.
    Newer(String),
    /// It ends too early.
    Cut(usize),
    /// Its checksum does not agree, or it holds a character that no link holds.
    Altered,
    /// It inflates to more than a document may have.
    Large,
    /// Its document is wrong.
    Document(String),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("This is not a link of alertplay: it should begin with \"#1.\"."),
            Self::Long(chars) => {
                write!(f, "This link has {chars} characters; {FRAGMENT_CHARS} are the most.")
            }
            Self::Newer(version) => write!(
                f,
                "This link is of version {version}, and this page knows versions up to {VERSION}: reload the page."
            ),
            Self::Cut(chars) => write!(f, "This link was cut off after {chars} characters: copy it again."),
            Self::Altered => f.write_str("This link was altered on its way: its checksum does not agree."),
            Self::Large => {
                write!(f, "This link holds more than {DOCUMENT_BYTES} bytes, the most for a document.")
            }
            Self::Document(why) => write!(f, "The document in this link cannot be used: {why}."),
        }
    }
}

impl std::error::Error for LinkError {}

/// The fragment, without `#`, that carries all of `document`.
pub fn encode(document: &Document) -> String {
    let text = document::write(document);
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 9);
    format!("{VERSION}.{}", URL_SAFE_NO_PAD.encode(packed))
}

/// The document that `fragment` carries.
///
/// # Errors
/// Whatever may have happened to a link between two people, and whatever a hostile one may hold.
pub fn decode(fragment: &str) -> Result<Document, LinkError> {
    if fragment.len() > FRAGMENT_CHARS {
        return Err(LinkError::Long(fragment.len()));
    }
    let (version, data) = fragment.split_once('.').ok_or(LinkError::Form)?;
    match version.parse::<u32>() {
        Ok(0) | Err(_) => return Err(LinkError::Form),
        Ok(newer) if newer > VERSION => return Err(LinkError::Newer(version.to_owned())),
        Ok(_) => {}
    }
    let packed = unpack_text(data)?;
    let text =
        decompress_to_vec_zlib_with_limit(&packed, DOCUMENT_BYTES).map_err(|err| match err.status {
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                LinkError::Cut(fragment.len())
            }
            TINFLStatus::HasMoreOutput => LinkError::Large,
            _ => LinkError::Altered,
        })?;
    let text = String::from_utf8(text).map_err(|_| LinkError::Altered)?;
    document::read(&text).map_err(LinkError::Document)
}

/// The bytes behind base64url. A cut link may end within a group of four, which is no alteration: its last,
/// incomplete byte is dropped and the checksum has the last word.
fn unpack_text(data: &str) -> Result<Vec<u8>, LinkError> {
    let data = data.trim_end_matches('=');
    let lossy = base64::engine::GeneralPurpose::new(
        &base64::alphabet::URL_SAFE,
        base64::engine::GeneralPurposeConfig::new()
            .with_encode_padding(false)
            .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone)
            .with_decode_allow_trailing_bits(true),
    );
    let whole = if data.len() % 4 == 1 { data.get(..data.len() - 1).unwrap_or_default() } else { data };
    lossy.decode(whole).map_err(|_| LinkError::Altered)
}
