//! The work of this tab and of the others, as the browser keeps it: a slot for each tab, so that no tab overwrites
//! another's. It must not know what is in a document.

use crate::browser::clock;
use crate::browser::storage::{self, Refusal};

/// Slots: `<start><tab>` holds when, a title, and the document, a line each.
const SLOT: &str = "alertplay.work.";
/// Where a first version of the page kept its one document.
const FIRST: &str = "alertplay.document";
/// This tab's name, in its own storage.
const TAB: &str = "alertplay.tab";
/// The fragment that this tab has opened already.
const OPENED: &str = "alertplay.opened";
/// Up to when the work of other tabs was offered and left.
const SEEN: &str = "alertplay.seen";
/// Slots that are kept; the oldest go first.
const MOST_SLOTS: usize = 8;

/// What a slot holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slot {
    key: String,
    /// When it was kept, in milliseconds since the Unix epoch.
    when: u64,
    pub(crate) title: String,
    pub(crate) document: String,
}

impl Slot {
    fn read(key: String) -> Option<Self> {
        Self::parse(key.clone(), &storage::read(&key))
    }

    fn parse(key: String, text: &str) -> Option<Self> {
        let mut lines = text.splitn(3, '\n');
        let when = lines.next()?.parse().ok()?;
        let (title, document) = (lines.next()?.to_owned(), lines.next()?.to_owned());
        Some(Self { key, when, title, document })
    }

    /// When it was kept, as the reader's clock shows it.
    pub(crate) fn clock(&self) -> String {
        clock::shown(self.when)
    }
}

/// What a visit begins with.
pub(crate) struct Opening {
    /// The link to open; empty for none, and for one that this tab has opened and worked on since.
    pub(crate) fragment: String,
    /// The work to go on with.
    pub(crate) saved: String,
    /// Newer work of another tab.
    pub(crate) other: Option<Slot>,
}

/// How the work is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Nothing was done yet.
    Nothing,
    /// It is.
    Safe,
    /// It is not.
    Refused(Refusal),
}

/// The keeper of this tab's work.
pub(crate) struct Work {
    tab: String,
    /// Whether a person has done anything that is worth keeping.
    touched: bool,
}

impl Work {
    /// Finds this tab's slot, and what to begin with.
    pub(crate) fn open(fragment: String) -> (Self, Opening) {
        let mut tab = storage::read_tab(TAB);
        if tab.is_empty() {
            tab = named();
        }
        let own = Slot::read(format!("{SLOT}{tab}"));
        let known = own.is_some() && storage::read_tab(OPENED) == fragment;
        let fragment = if known { String::new() } else { fragment };
        let work = Self { tab, touched: false };
        work.opened(&fragment);
        let mut slots = slots();
        slots.retain(|it| own.as_ref().is_none_or(|own| it.key != own.key));
        let opening = opening(fragment, own, slots, storage::read(FIRST), seen());
        (work, opening)
    }

    /// This tab shows what `fragment` says: a reload need not open it again.
    pub(crate) fn opened(&self, fragment: &str) {
        if !fragment.is_empty() {
            storage::write_tab(OPENED, fragment);
        }
    }

    /// Somebody has begun to work here.
    pub(crate) fn touch(&mut self) {
        self.touched = true;
    }

    /// Keeps a document, if somebody has worked on it. Where there is no room, the oldest work of other tabs makes some.
    pub(crate) fn keep(&self, title: &str, document: &str) -> Kept {
        if !self.touched {
            return Kept::Nothing;
        }
        let key = format!("{SLOT}{}", self.tab);
        let text = format!("{}\n{}\n{document}", clock::now(), title.replace('\n', " "));
        let mut others: Vec<_> = slots().into_iter().filter(|it| it.key != key).collect();
        while others.len() >= MOST_SLOTS {
            others.pop().inspect(|it| storage::remove(&it.key));
        }
        loop {
            match storage::write(&key, &text) {
                Ok(()) => return Kept::Safe,
                Err(Refusal::Full) if !others.is_empty() => {
                    others.pop().inspect(|it| storage::remove(&it.key));
                }
                Err(refusal) => return Kept::Refused(refusal),
            }
        }
    }

    /// Another tab has written `key`. Where it is this tab's slot, that is a copy of this tab: this one goes on under
    /// another name. Says whether the work is to be kept anew.
    pub(crate) fn heard(&mut self, key: &str) -> bool {
        let ours = key.strip_prefix(SLOT) == Some(&self.tab);
        if ours {
            self.tab = named();
        }
        ours && self.touched
    }

    /// Other tabs' work, up to this, is not offered again.
    pub(crate) fn leave(slot: &Slot) {
        let _ = storage::write(SEEN, &slot.when.to_string());
    }
}

/// A new name for this tab, which it keeps.
fn named() -> String {
    let name = clock::unique();
    storage::write_tab(TAB, &name);
    name
}

fn seen() -> u64 {
    storage::read(SEEN).parse().unwrap_or_default()
}

/// All slots, newest first.
fn slots() -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for slot in storage::keys(SLOT).into_iter().filter_map(Slot::read) {
        // There are a handful: the library's sort would be kilobytes of the page.
        let place = slots.iter().position(|it| it.when < slot.when).unwrap_or(slots.len());
        slots.insert(place, slot);
    }
    slots
}

/// What to begin with: this tab's own work, else the newest of another; `others` are newest first.
fn opening(fragment: String, own: Option<Slot>, others: Vec<Slot>, first: String, seen: u64) -> Opening {
    let followed = !fragment.is_empty();
    let (own_when, taken) = own.as_ref().map_or((seen, true), |it| (it.when, false));
    let newest = own.or_else(|| others.first().cloned());
    let saved = newest.map_or(first, |it| it.document);
    // What was taken over needs no offer, unless a link lies over it.
    let skipped = usize::from(taken && !followed);
    let news = |it: &Slot| it.when > own_when && it.when > seen && (followed || it.document != saved);
    let other = others.into_iter().skip(skipped).find(news);
    Opening { fragment, saved, other }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(tab: &str, when: u64) -> Slot {
        Slot { key: format!("{SLOT}{tab}"), when, title: tab.to_owned(), document: format!("doc {tab}") }
    }

    fn at(fragment: &str, own: Option<Slot>, others: Vec<Slot>, seen: u64) -> (String, Option<String>) {
        let opening = opening(fragment.to_owned(), own, others, "doc first".to_owned(), seen);
        (opening.saved, opening.other.map(|it| it.title))
    }

    #[test]
    fn a_slot_is_read_as_it_was_written() {
        let read = Slot::parse("k".to_owned(), "12\na title\nversion: 1\nscenario:\n").unwrap();
        assert_eq!(
            (read.when, read.title.as_str(), read.document.as_str()),
            (12, "a title", "version: 1\nscenario:\n")
        );
        assert!(
            Slot::parse("k".to_owned(), "").is_none() && Slot::parse("k".to_owned(), "x\ny\nz").is_none()
        );
    }

    #[test]
    fn a_tab_goes_on_with_its_own_work_and_hears_of_newer() {
        let (own, older, newer) = (slot("a", 5), slot("b", 3), slot("c", 9));
        assert_eq!(at("", Some(own.clone()), vec![older.clone()], 0), ("doc a".to_owned(), None));
        let heard = at("", Some(own.clone()), vec![newer.clone(), older], 0);
        assert_eq!(heard, ("doc a".to_owned(), Some("c".to_owned())));
        assert_eq!(at("", Some(own), vec![newer], 9).1, None);
    }

    #[test]
    fn a_new_tab_takes_the_newest_and_is_offered_the_next() {
        let others = vec![slot("c", 9), slot("b", 3)];
        assert_eq!(at("", None, others.clone(), 0), ("doc c".to_owned(), Some("b".to_owned())));
        assert_eq!(at("1.x", None, others, 0), ("doc c".to_owned(), Some("c".to_owned())));
        assert_eq!(at("", None, Vec::new(), 0), ("doc first".to_owned(), None));
    }
}
