//! What the page hears of the browser: addresses, colours, keys, files, other tabs. It must not know what comes of it.

use super::{App, Msg};
use crate::browser::file::{self, Read};
use crate::browser::{keyboard, location, storage, study, theme};
use crate::commands::{self, Do};
use gloo::events::EventListener;
use playground::event::Event;
use yew::{Callback, Context};

impl App {
    /// What is heard of the browser.
    pub(super) fn listeners(ctx: &Context<Self>, read: &Callback<Read>) -> Vec<EventListener> {
        let link = ctx.link();
        let follow = link.callback(|fragment| Msg::Send(Event::Follow(fragment)));
        let colours = link.callback(|()| Msg::Colours);
        let studied = link.callback(|text| Msg::Study(Some(text)));
        let mut listeners =
            vec![location::listen(move |it| follow.emit(it)), study::hear(study::CHANGE, studied)];
        listeners.extend(theme::listen(move || colours.emit(())));
        let ended = link.callback(|()| Msg::Ended);
        listeners.extend(keyboard::listen_for_rest(move || ended.emit(())));
        listeners.extend(file::listen(read.clone()));
        let stored = link.callback(Msg::Stored);
        listeners.push(storage::listen(move |key| stored.emit(key)));
        listeners.push(Self::listen_to_keys(ctx));
        listeners
    }

    /// Keys without Ctrl are commands only where nobody types; one who speaks to the computer may want none of them.
    fn listen_to_keys(ctx: &Context<Self>) -> EventListener {
        let (send, act) = (ctx.link().callback(Msg::Send), ctx.link().callback(Msg::Act));
        keyboard::listen(move |press| {
            let Some(command) = commands::of_chord(&press.chord) else { return false };
            if !press.chord.starts_with("Ctrl+") && (press.typing || storage::read(super::KEYS) == "off") {
                return false;
            }
            match command.run {
                Do::Send(event) => send.emit(event()),
                Do::Act(it) => act.emit(it),
            }
            true
        })
    }
}
