//! Labels that come and go. It must not judge what they say.

use super::try_change;
use crate::document::{KINDS, Label};
use crate::event::Field;
use crate::model::Model;
use crate::view::Grade;
use series::format_duration;

/// A label at the cursor, ten minutes long as far as there is room, on everything.
pub(super) fn add(model: &mut Model) {
    let Some((from, span)) = super::scenario::room_at_cursor(model) else { return };
    let added = try_change(model, &mut |document| {
        document.incidents.push(Label {
            from: format_duration(from),
            length: format_duration(span),
            kind: KINDS[0].0.to_owned(),
            ..Label::default()
        });
        Ok(())
    });
    if let Err(wrong) = added {
        model.notice(Grade::Error, format!("No label was added: {}.", wrong.message));
    }
}

/// Takes a label away; drafts of labels speak of places that have moved.
pub(super) fn remove(model: &mut Model, idx: u32) {
    if (idx as usize) < model.document.incidents.len() {
        model.document.incidents.remove(idx as usize);
        model.drafts.retain(|field, _| !matches!(field, Field::Label(..)));
    }
}
