//! Health checks as a configuration file sets them. It must not know how they run.

/// The health check of each server of a backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is checked.
    pub kind: CheckKind,
    /// Milliseconds between checks, 500 to 3,600,000.
    pub inter: i64,
    /// `fastinter`: between checks while the server is in transition; `inter` if none.
    pub fastinter: Option<i64>,
    /// `downinter`: between checks of a server that is DOWN; `inter` if none.
    pub downinter: Option<i64>,
    /// `timeout check`: how long an answer may take; `timeout connect` or `inter` if none, whichever is shorter.
    pub timeout: Option<i64>,
    /// Failed checks until DOWN, 1 to 100.
    pub fall: u32,
    /// Passed checks until UP, 1 to 100.
    pub rise: u32,
    /// `check port`: checks go to another port than the traffic.
    pub separate_port: bool,
    /// `observe`: which failures of the traffic count.
    pub observe: Observe,
    /// `error-limit`: so many in a row call for [`Check::on_error`], 1 to 1000.
    pub error_limit: u32,
    /// `on-error`.
    pub on_error: OnError,
    /// `http-check disable-on-404`: an endpoint that answers 404 makes the server NOLB.
    pub disable_on_404: bool,
    /// `agent-check`: whether the server says itself how it is.
    pub agent: bool,
}

impl Default for Check {
    fn default() -> Self {
        Self {
            kind: CheckKind::Http,
            inter: 2000,
            fastinter: None,
            downinter: None,
            timeout: None,
            fall: 3,
            rise: 2,
            separate_port: false,
            observe: Observe::No,
            error_limit: 10,
            on_error: OnError::FailCheck,
            disable_on_404: false,
            agent: false,
        }
    }
}

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// `option httpchk`: a request.
    Http,
    /// A connection only.
    Tcp,
    /// Nothing: the servers are UP for ever.
    No,
}

/// `observe`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observe {
    /// The traffic's failures are not looked at.
    No,
    /// `layer4`: failed connections.
    Layer4,
    /// `layer7`: failed connections, unusable answers, 5xx.
    Layer7,
}

/// `on-error`: what too many failures in a row lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnError {
    /// `fastinter`: the next check comes sooner.
    FastInter,
    /// `fail-check`: counts as a failed check (HAProxy's default).
    FailCheck,
    /// `sudden-death`: one failed check more makes it DOWN.
    SuddenDeath,
    /// `mark-down`: DOWN at once.
    MarkDown,
}
