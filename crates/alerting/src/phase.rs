//! One instance's way through its states: the transition that both `step` and the replay take. It must not know
//! labels, values or other instances.

use crate::State;

/// Resolved alerts stay in memory for 15 minutes (`resolvedRetention`, rules/alerting.go).
pub(crate) const RESOLVED_RETENTION: i64 = 15 * 60 * 1000;

/// The times that an instance's next state depends on, in milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phase {
    pub(crate) state: State,
    /// When the expression first returned it.
    pub(crate) active_at: i64,
    pub(crate) fired_at: Option<i64>,
    pub(crate) resolved_at: Option<i64>,
    /// Since when it is kept firing although the expression does not return it.
    pub(crate) kept_since: Option<i64>,
}

/// What a rule asks for, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waits {
    pub(crate) hold: i64,
    pub(crate) keep_firing_for: i64,
}

/// The phase after an evaluation at `time`; `None` when nothing is left in memory. Numbers refer to
/// `AlertingRule.Eval` as Prometheus 3 has it.
pub(crate) fn advance(phase: Option<Phase>, is_returned: bool, time: i64, waits: Waits) -> Option<Phase> {
    if is_returned {
        // A resolved alert that is still in memory starts anew, as a new one does.
        let active = phase.filter(|it| it.state != State::Inactive);
        return Some(returned(active.unwrap_or_else(|| started(time)), time, waits));
    }
    absent(phase?, time, waits)
}

fn started(time: i64) -> Phase {
    Phase { state: State::Pending, active_at: time, fired_at: None, resolved_at: None, kept_since: None }
}

fn returned(phase: Phase, time: i64, waits: Waits) -> Phase {
    let held = time.saturating_sub(phase.active_at) >= waits.hold;
    let fired_at = phase.fired_at.or(Some(time)).filter(|_| held);
    // Firing with a hold that was raised since falls back to pending (Prometheus 3.11).
    Phase { state: if held { State::Firing } else { State::Pending }, fired_at, kept_since: None, ..phase }
}

fn absent(phase: Phase, time: i64, waits: Waits) -> Option<Phase> {
    match phase.state {
        // A pending alert leaves no trace.
        State::Pending => None,
        State::Inactive => {
            let gone = phase.resolved_at.is_some_and(|at| time.saturating_sub(at) > RESOLVED_RETENTION);
            (!gone).then_some(phase)
        }
        State::Firing | State::Kept => {
            let since = phase.kept_since.unwrap_or(time);
            let keeps = waits.keep_firing_for > 0 && time.saturating_sub(since) < waits.keep_firing_for;
            let resolved =
                Phase { state: State::Inactive, resolved_at: Some(time), kept_since: None, ..phase };
            let kept = Phase { state: State::Kept, kept_since: Some(since), ..phase };
            Some(if keeps { kept } else { resolved })
        }
    }
}
