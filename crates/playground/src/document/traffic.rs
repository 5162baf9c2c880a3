//! The fields of frontends, backends and servers, in the order of writing. It must not know YAML.

use super::fields::{Fields, Part, Value, When};
use super::{Backend, Bytes, Check, Frontend, Point, Server, Service, Timeouts};

impl Part for Frontend {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("name", &mut self.name);
        to.text_or("mode", &mut self.mode, "http");
        to.flag("socket_stats", &mut self.socket_stats);
        to.count("maxconn", &mut self.maxconn, "2000");
        to.field("requests", When::Needed, Value::Number(&mut self.requests));
        to.text_or("arrivals", &mut self.arrivals, "random");
        to.text("shape", &mut self.shape);
        to.field("swing", When::Or("0.0"), Value::Number(&mut self.swing));
        to.field("noise", When::Or("0.0"), Value::Number(&mut self.noise));
        to.field("curve", When::Unless(""), Value::Parts(&mut self.curve));
        to.field("answers", When::Or(""), Value::NumberMap(&mut self.answers));
        to.share("aborts", &mut self.aborts);
        to.share("denied", &mut self.denied);
        to.field("bytes", unless(self.bytes == Bytes::default()), Value::Part(&mut self.bytes));
        to.field("routes", When::Needed, Value::NumberMap(&mut self.routes));
    }
}

/// For a part that is left out where it is as usual.
fn unless(usual: bool) -> When {
    if usual { When::Unless("") } else { When::Or("") }
}

impl Part for Point {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("at", &mut self.at);
        to.field("percent", When::Needed, Value::Number(&mut self.percent));
    }
}

impl Part for Bytes {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.field("request", When::Needed, Value::Number(&mut self.request));
        to.field("response", When::Needed, Value::Number(&mut self.response));
    }
}

impl Part for Backend {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("name", &mut self.name);
        to.text_or("mode", &mut self.mode, "http");
        to.text("balance", &mut self.balance);
        to.field("retries", When::Needed, Value::Count(&mut self.retries));
        to.field("redispatch", When::Needed, Value::Flag(&mut self.redispatch));
        to.field("redispatch_interval", When::Unless("0"), Value::Signed(&mut self.redispatch_interval));
        to.text_or("http_reuse", &mut self.http_reuse, "safe");
        to.field("retry_on", When::Unless(""), Value::Texts(&mut self.retry_on));
        to.field("timeouts", When::Needed, Value::Part(&mut self.timeouts));
        to.count("fullconn", &mut self.fullconn, "0");
        to.flag("abortonclose", &mut self.abortonclose);
        to.flag("allbackups", &mut self.allbackups);
        to.field("service", unless(self.service == Service::default()), Value::Part(&mut self.service));
        to.field("check", When::Needed, Value::Part(&mut self.check));
        to.field("servers", When::Needed, Value::Parts(&mut self.servers));
    }
}

impl Part for Timeouts {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("connect", &mut self.connect);
        to.text("server", &mut self.server);
        to.text("queue", &mut self.queue);
        to.text_or("check", &mut self.check, "");
    }
}

impl Part for Service {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("mean", &mut self.mean);
        to.field("spread", When::Needed, Value::Number(&mut self.spread));
    }
}

impl Part for Check {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text_or("kind", &mut self.kind, "http");
        to.text("inter", &mut self.inter);
        to.text_or("fastinter", &mut self.fastinter, "");
        to.text_or("downinter", &mut self.downinter, "");
        to.field("fall", When::Needed, Value::Count(&mut self.fall));
        to.field("rise", When::Needed, Value::Count(&mut self.rise));
        to.flag("separate_port", &mut self.separate_port);
        to.text_or("observe", &mut self.observe, "none");
        to.count("error_limit", &mut self.error_limit, "10");
        to.text_or("on_error", &mut self.on_error, "fail-check");
        to.flag("disable_on_404", &mut self.disable_on_404);
        to.flag("agent", &mut self.agent);
    }
}

impl Part for Server {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("name", &mut self.name);
        to.count("weight", &mut self.weight, "1");
        to.share("share", &mut self.share);
        to.count("maxconn", &mut self.maxconn, "0");
        to.count("minconn", &mut self.minconn, "0");
        to.field("check", When::Unless(""), Value::MaybePart(&mut self.check));
        to.count("maxqueue", &mut self.maxqueue, "0");
        to.text_or("slowstart", &mut self.slowstart, "");
        to.flag("backup", &mut self.backup);
        to.text_or("state", &mut self.state, "ready");
    }
}
