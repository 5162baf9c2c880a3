//! Rules that are right, in the styles of well-known mixins, are met with silence. It must not know checks.

use alerting::AnyRule;
use lint::Beside;
use promql::Semantics;

/// None of these is about HAProxy but the last group; metrics and labels of their targets are not known to us.
const RULES: &str = r#"
groups:
- name: targets
  rules:
  - {alert: TargetDown, for: 10m, expr: '100 * (count by (cluster, job, namespace) (up == 0) / count by (cluster, job, namespace) (up)) > 10', labels: {severity: warning}, annotations: {summary: 'Targets of {{ $labels.job }} in {{ $labels.namespace }} are down'}}
  - {alert: Heartbeat, expr: vector(1), labels: {severity: none}}
  - {alert: Quieter, expr: 'ALERTS{severity="info"} == 1 unless on (namespace) ALERTS{alertname!="Quieter", severity=~"warning|critical", alertstate="firing"} == 1', labels: {severity: none}}
  - {alert: AgentMissing, for: 15m, expr: 'absent(up{job="agent", metrics_path="/metrics"} == 1)', labels: {severity: critical}}
- name: machines
  rules:
  - {alert: DiskFills, for: 1h, expr: 'fs_free_bytes{fs!=""} / fs_size_bytes{fs!=""} * 100 < 15 and predict_linear(fs_free_bytes{fs!=""}[6h], 24 * 60 * 60) < 0 and fs_readonly{fs!=""} == 0', labels: {severity: warning}, annotations: {summary: 'Disk {{ $labels.device }} of {{ $labels.instance }} has {{ printf "%.2f" $value }}% left'}}
  - {alert: PacketsLost, for: 1h, expr: 'rate(net_errors_total{job="node"}[2m]) / rate(net_packets_total{job="node"}[2m]) > 0.01'}
  - {alert: ClockDrifts, for: 10m, expr: '(clock_offset_seconds > 0.05 and deriv(clock_offset_seconds[5m]) >= 0) or (clock_offset_seconds < -0.05 and deriv(clock_offset_seconds[5m]) <= 0)'}
  - {alert: CertificateEnds, expr: 'certificate_end_seconds - time() < 86400 * 14', labels: {severity: critical}}
  - {alert: BootTimeMoved, for: 5m, expr: 'changes(boot_time_seconds[1h]) > 0'}
- name: services
  rules:
  - {alert: ReloadFailed, for: 10m, expr: 'max_over_time(config_last_reload_successful{job="server"}[5m]) == 0', labels: {severity: critical}}
  - {alert: RuleFailures, for: 15m, expr: 'increase(rule_failures_total[5m]) > 0', labels: {severity: critical}}
  - {alert: SendsFail, for: 15m, expr: 'min without (receiver) (rate(send_errors_total{receiver!~`^dev$`}[5m]) / rate(send_total{receiver!~`^dev$`}[5m])) * 100 > 3'}
  - {alert: BudgetBurns, for: 2m, expr: 'sum by (cluster) (requests:burnrate1h) > (14.4 * 0.01) and on (cluster) sum by (cluster) (requests:burnrate5m) > (14.4 * 0.01)', labels: {severity: critical, long: 1h}}
  - {alert: LeaderChanges, for: 5m, expr: 'increase((max without (instance) (leader_changes_total) or 0 * absent(leader_changes_total))[15m:1m]) >= 4'}
  - {alert: JobTooLong, expr: 'time() - max by (namespace, job_name) (job_start_time_seconds and job_active > 0) > 43200'}
  - {alert: SlowRequests, for: 10m, expr: 'histogram_quantile(0.99, sum by (le, service) (rate(request_duration_seconds_bucket[5m]))) > 1', annotations: {summary: 'p99 of {{ $labels.service }} is {{ $value | humanizeDuration }} (> 1s)'}}
  - {record: 'instance:cpu:rate5m', expr: '1 - avg without (cpu) (sum without (mode) (rate(cpu_seconds_total{mode=~"idle|iowait|steal"}[5m])))'}
- name: haproxy
  rules:
  - {record: 'proxy:responses:rate5m', expr: 'sum by (instance, proxy, code) (rate(haproxy_backend_http_responses_total[5m]))'}
  - {alert: BackendErrors, for: 5m, expr: 'sum by (instance, proxy) (proxy:responses:rate5m{code="5xx"}) / sum by (instance, proxy) (proxy:responses:rate5m) > 0.05 and sum by (instance, proxy) (proxy:responses:rate5m) > 1', labels: {severity: critical}, annotations: {summary: 'Backend {{ $labels.proxy }} of {{ $labels.instance }}'}}
  - {alert: ClusterErrors, for: 5m, expr: 'sum by (cluster) (rate(haproxy_frontend_http_responses_total{code="5xx"}[5m])) / sum by (cluster) (rate(haproxy_frontend_http_responses_total{code!="1xx"}[5m])) > 0.01 and sum by (cluster) (rate(haproxy_frontend_http_responses_total[5m])) > 10', labels: {severity: critical}}
  - {alert: ServerDown, for: 2m, expr: 'haproxy_server_status{state="DOWN"} == 1', labels: {severity: warning}, annotations: {summary: '{{ $labels.proxy }}/{{ $labels.server }} is DOWN'}}
  - {alert: MostServersDown, for: 2m, expr: 'count by (instance, proxy) (haproxy_server_status{state="UP"} == 1) / count by (instance, proxy) (haproxy_server_status{state="UP"}) < 0.5', labels: {severity: critical}}
  - {alert: ServerFull, for: 5m, expr: 'haproxy_server_current_sessions / (haproxy_server_limit_sessions > 0) > 0.8', labels: {severity: warning}}
  - {alert: FrontendFull, for: 5m, expr: 'haproxy_frontend_current_sessions / haproxy_frontend_limit_sessions > 0.9', labels: {severity: critical}}
  - {alert: ServerFlaps, for: 1m, expr: 'changes(haproxy_server_status{state="UP"}[10m]) > 4', labels: {severity: warning}}
  - {alert: RequestsWait, for: 2m, expr: 'sum by (instance, proxy) (haproxy_backend_current_queue) + sum by (instance, proxy) (haproxy_server_current_queue) > 10', labels: {severity: warning}}
  - {alert: NoTraffic, for: 10m, expr: 'sum by (instance, proxy) (rate(haproxy_frontend_http_requests_total[5m])) == 0', labels: {severity: critical}}
  - {alert: HalfTheTraffic, for: 10m, expr: 'sum by (instance, proxy) (rate(haproxy_frontend_http_requests_total[5m])) < 0.5 * sum by (instance, proxy) (rate(haproxy_frontend_http_requests_total[5m] offset 1d))', labels: {severity: warning}}
  - {alert: MemoryGrows, for: 1h, expr: 'deriv(haproxy_process_pool_allocated_bytes[1h]) > 1e6', labels: {severity: warning}}
"#;

#[test]
fn right_rules_are_met_with_silence() {
    let file = alerting::parse_rules(RULES).unwrap();
    let mut rules: Vec<_> = file.alerting().map(|it| (it, false)).collect();
    for rule in file.groups.iter().flat_map(|it| &it.rules) {
        if let AnyRule::Recording(it) = rule {
            let rule = alerting::Rule {
                alert: it.record.clone(),
                expr: it.expr.clone(),
                ..alerting::Rule::default()
            };
            rules.push((rule, true));
        }
    }
    assert!(rules.len() > 25);
    let mut wrong = Vec::new();
    for (idx, (rule, recording)) in rules.iter().enumerate() {
        let others = rules.iter().enumerate().filter(|(other, _)| *other != idx);
        let beside: Vec<_> = others
            .map(|(_, (it, recording))| Beside { name: &it.alert, expr: &it.expr, recording: *recording })
            .collect();
        // Alone on the page, and with the whole file.
        for beside in [&[][..], &beside] {
            for it in playground::findings::statically(rule, *recording, beside, Semantics::V3) {
                wrong
                    .push(format!("{}: {:?} {}: {} {}", rule.alert, it.severity, it.id, it.title, it.detail));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
