//! Why a command ends without success. It must not know which command.

/// A failure and its exit code.
pub(crate) enum Failure {
    /// The input is wrong or fails: 1.
    Input(String),
    /// The input is wrong, and all has been said about it: 1.
    Said,
    /// The call is wrong: 2.
    Usage(String),
}

impl From<lexopt::Error> for Failure {
    fn from(err: lexopt::Error) -> Self {
        Self::Usage(err.to_string())
    }
}
