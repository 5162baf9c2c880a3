//! The table of `show stat` against lines of a running HAProxy 2.6.12 (killed server, one in maintenance). It must not know the
//! model's numbers.

use super::*;
use crate::{Fault, FaultKind, Scenario, Scrape, Simulation, Target};

/// `fe_main`, `be_web` with a dead server and one in use, as it was printed two minutes after the start.
const HEADER: &str = "# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate,rate_lim,rate_max,check_status,check_code,check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,hanafail,req_rate,req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,comp_byp,comp_rsp,lastsess,last_chk,last_agt,qtime,ctime,rtime,ttime,agent_status,agent_code,agent_duration,check_desc,agent_desc,check_rise,check_fall,check_health,agent_rise,agent_fall,agent_health,addr,cookie,mode,algo,conn_rate,conn_rate_max,conn_tot,intercepted,dcon,dses,wrew,connect,reuse,cache_lookups,cache_hits,srv_icur,src_ilim,qtime_max,ctime_max,rtime_max,ttime_max,eint,idle_conn_cur,safe_conn_cur,used_conn_cur,need_conn_est,uweight,agg_server_status,agg_server_check_status,agg_check_status,-,ssl_sess,ssl_reused_sess,ssl_failed_handshake,h2_headers_rcvd,h2_data_rcvd,h2_settings_rcvd,h2_rst_stream_rcvd,h2_goaway_rcvd,h2_detected_conn_protocol_errors,h2_detected_strm_protocol_errors,h2_rst_stream_resp,h2_goaway_resp,h2_open_connections,h2_backend_open_streams,h2_total_connections,h2_backend_total_streams,h1_open_connections,h1_open_streams,h1_total_connections,h1_total_streams,h1_bytes_in,h1_bytes_out,h1_spliced_bytes_in,h1_spliced_bytes_out,";
const PRINTED: [&str; 4] = [
    "fe_main,FRONTEND,,,2,3,2000,5232,239616,1427790,0,0,0,,,,,OPEN,,,,,,,,,1,2,0,,,,0,40,0,40,,,,0,5230,0,0,0,0,,39,41,5232,,,0,0,0,0,,,,,,,,,,,,,,,,,,,,,http,,40,40,5232,0,0,0,0,,,0,0,,,,,,,0,,,,,,,,,-,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2,2,5232,5232,281564,1490550,0,0,",
    "be_web,web1,0,0,0,1,8,1093,46165,275184,,0,,0,0,0,85,DOWN,1,1,0,3,1,25,25,,1,3,1,,1093,,2,0,,16,L4CON,,0,0,1008,0,0,0,0,,,,1008,0,0,,,,,25,Connection refused,,0,0,21,21,,,,Layer4 connection problem,,2,3,0,,,,127.0.0.1:19001,,http,,,,,,,,0,1093,0,,,0,,0,3,31,34,0,0,0,0,1,1,,,,-,0,0,0,,,,,,,,,,,,,,,,,,,,,,",
    "be_web,web2,0,0,0,1,8,1458,66775,398034,,0,,0,0,0,0,UP,1,1,0,0,0,133,0,,1,3,2,,1458,,2,14,,15,L7OK,200,0,0,1458,0,0,0,0,,,,1458,0,0,,,,,0,,,0,0,21,21,,,,Layer7 check passed,,2,3,4,,,,127.0.0.1:19002,,http,,,,,,,,0,1458,0,,,2,,0,8,57,57,0,2,0,0,2,1,,,,-,0,0,0,,,,,,,,,,,,,,,,,,,,,,",
    "be_web,BACKEND,0,0,1,2,200,3924,179670,1070979,0,0,,0,0,0,85,UP,2,2,0,,0,133,0,,1,3,0,,4009,,1,29,,31,,,,0,3923,0,0,0,0,,,,3923,0,0,0,0,0,0,0,,,0,0,21,21,,,,,,,,,,,,,,http,roundrobin,,,,,,,0,4009,0,0,0,,,0,8,57,57,0,,,,,2,0,0,0,-,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,5,1,4209,4209,1055728,140992,0,0,",
];

fn laboratory() -> Scenario {
    let server = |name: &str| crate::Server { name: name.to_owned(), maxconn: Some(8), ..Default::default() };
    let target = Target::Server { backend: "be_web".to_owned(), server: "web1".to_owned() };
    Scenario {
        start: 0,
        length: 600_000,
        scrape: Scrape { interval: 15_000, ..Scrape::default() },
        seed: 1,
        instance: "lb1".to_owned(),
        more_instances: Vec::new(),
        other_exporter: None,
        job: "haproxy".to_owned(),
        version: crate::Version::V2_6,
        exporter: crate::Exporter::V1,
        frontends: vec![crate::Frontend {
            name: "fe_main".to_owned(),
            load: crate::Load { rate: 30.0, ..Default::default() },
            routes: vec![crate::Route { backend: "be_web".to_owned(), share: 1.0 }],
            ..Default::default()
        }],
        backends: vec![crate::Backend {
            name: "be_web".to_owned(),
            redispatch: true,
            servers: ["web1", "web2"].map(server).into(),
            ..Default::default()
        }],
        events: vec![Fault {
            kind: FaultKind::ServerDown,
            target,
            from: 105_000,
            length: 400_000,
            strength: 1.0,
            amount: None,
        }],
    }
}

fn printed(until: i64) -> Vec<String> {
    let mut simulation = Simulation::for_stat(&laboratory()).ok().unwrap_or_else(|| unreachable!());
    simulation.run_until(until);
    simulation.show_stat().lines().map(str::to_owned).collect()
}

/// What a configuration says and the model does not know.
const UNKNOWN: [&str; 1] = ["addr"];

#[test]
fn the_header_is_that_of_haproxy() {
    let lines = printed(120_000);
    assert_eq!(lines[0], HEADER);
    assert_eq!(lines.len(), 6);
}

// What is empty there is empty here, and what has a number has one: field by field.
#[test]
fn every_line_has_the_form_of_the_printed_one() {
    let lines = printed(135_000);
    for (ours, theirs) in lines[1..].iter().zip(PRINTED) {
        let (ours, theirs): (Vec<&str>, Vec<&str>) = (ours.split(',').collect(), theirs.split(',').collect());
        assert_eq!(ours.len(), theirs.len());
        for (idx, field) in FIELDS.iter().enumerate().filter(|it| !UNKNOWN.contains(it.1)) {
            let form = |it: &str| match it.parse::<f64>() {
                Ok(_) => "a number",
                Err(_) if it.is_empty() => "",
                Err(_) => "a word",
            };
            assert_eq!(form(ours[idx]), form(theirs[idx]), "{field} of {}: {:?}", theirs[1], ours[idx]);
            if form(theirs[idx]) == "a word" || matches!(*field, "type" | "pid" | "sid" | "iid" | "slim") {
                assert_eq!(ours[idx], theirs[idx], "{field} of {}", theirs[1]);
            }
        }
    }
}

// The same words as in the recordings of a server on its way down and up.
#[test]
fn a_server_in_transition_says_how_far() {
    let seen = |until| printed(until)[2].split(',').nth(17).map(str::to_owned).unwrap_or_default();
    assert_eq!(seen(90_000), "UP");
    assert_eq!(seen(120_000), "DOWN");
    // It is back at 505 s, and up after the second check that passes.
    assert_eq!(seen(525_000), "UP");
}
