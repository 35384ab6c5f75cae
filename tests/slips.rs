//! GitLab 2017: a slip of a name is answered for the name that was typed, and what was done is
//! what the world shows from then on.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/scenarios.rs"]
mod scenarios;

use std::fmt::Write as _;
use std::sync::Arc;

use misfortune::content::script as file;
use misfortune::engine::prompt::find_action;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script;
use misfortune::view::Scene;
use misfortune::view::map::{self, Health};
use misfortune::view::timeline::timeline;

fn gitlab() -> Arc<Scenario> {
    let folders = scenarios::shipped();
    let folder = folders.iter().find(|it| it.ends_with("gitlab-2017"));
    scenarios::load(&folder.unwrap().join("scenario.toml"))
}

/// What a play in these steps tells, and how each service looks at its end. A step is typed as
/// soon as hands are free; `@` before it: at that time.
fn play(seed: u64, stress: &str, steps: &[&str]) -> (String, Vec<(String, Health)>) {
    let scenario = gitlab();
    let mut text = format!(
        "scenario = \"gitlab-2017\"\nabout = \"A slip.\"\nseed = {seed}\nstress = \"{stress}\"\n"
    );
    for step in ["ack"].iter().chain(steps) {
        let (at, typed) = match step.strip_prefix('@') {
            Some(timed) => timed.split_once(' ').unwrap(),
            None => ("", *step),
        };
        text.push_str("[[step]]\n");
        if !at.is_empty() {
            writeln!(text, "at = \"{at}\"").unwrap();
        }
        writeln!(text, "do = '{typed}'").unwrap();
    }
    text.push_str("[outcome]\nended = \"out-of-time\"\n");
    let loaded = file::load(&text, Some(&scenario));
    let script = loaded.script.unwrap_or_else(|| panic!("{text}"));
    let played = script::play(&scenario, &script);
    let scene = Scene::new(&played.session, played.session.state().now);
    let all = timeline(&scene);
    let told: Vec<String> = all
        .iter()
        .map(|it| format!("{} {}", it.time, it.lines.join("\n")))
        .collect();
    let map = map::map(&scene).services;
    let looks = map.into_iter().map(|it| (it.id, it.health)).collect();
    (told.join("\n"), looks)
}

#[test]
fn the_name_that_is_typed_is_the_one_that_is_meant() {
    let scenario = gitlab();
    for (typed, expected) in [
        ("pg_basebackup", "base-backup"),
        ("pg_basebackup -h db1 -D data", "base-backup"),
        ("sudo pg_basebackup -D data --host=db1 -v", "base-backup"),
        (
            "sudo pg_basebackup -h db1 -D data -c fast",
            "base-backup-fast",
        ),
        (
            "pg_basebackup --checkpoint=fast -h db1 -D data",
            "base-backup-fast",
        ),
        ("pg_basebackup -h db2 -D data", "copy-from-db2"),
        ("sudo pg_basebackup -c fast -D data -h db2", "copy-from-db2"),
        (
            "sudo pg_basebackup --host=db2 --checkpoint=fast -D data",
            "copy-from-db2",
        ),
        (
            "pg_basebackup -h db1.staging.gitlab.com -D data",
            "copy-from-elsewhere",
        ),
        (
            "sudo pg_basebackup -h db1.staging.gitlab.com -D data -c fast",
            "copy-from-elsewhere",
        ),
        ("pg_basebackup -h localhost -D data", "copy-from-elsewhere"),
        ("sudo pg_basebackup -D data -c fast", "copy-without-host"),
        (
            "sudo -u gitlab-psql pg_basebackup -h db1 -D data",
            "base-backup",
        ),
        (
            "psql -c 'select * from pg_stat_replication'",
            "replication-status",
        ),
        (
            "psql -h db1 -c 'select * from pg_stat_replication'",
            "replication-status",
        ),
        (
            "psql -h db2 -c 'select * from pg_stat_replication'",
            "ask-db2",
        ),
        ("psql -c 'select * from pg_stat_activity' -h db2", "ask-db2"),
        (
            "sudo gitlab-psql -h db2 -c 'select * from pg_stat_replication'",
            "ask-db2",
        ),
        ("psql -h db2 -c checkpoint", "ask-db2"),
        ("psql -h db2 -c 'select 1'", "ask-db2"),
        ("psql -h db2 -c 'select count(*) from notes'", "count-db2"),
        ("psql -h db1 -c 'select 1'", "ask-db1"),
        ("psql -h db1 -c 'select count(*) from notes'", "count-db1"),
        ("select count(*) from notes", "hook-count"),
        (
            "psql -h staging -c 'select count(*) from notes'",
            "ask-staging",
        ),
        ("select pg_terminate_backend(21590);", "kill-query"),
        ("select pg_terminate_backend(23344);", "kill-other"),
        (
            "select setval('issues_id_seq', 4600000);",
            "raise-one-sequence",
        ),
        ("select setval('users_id_seq', 9);", "raise-one-sequence"),
        (
            "alter sequence notes_id_seq restart with 9",
            "raise-one-sequence",
        ),
        ("select setval('foo', 9);", "raise-no-sequence"),
        ("select setval(SEQUENCE, N);", "raise-no-sequence"),
        (
            "select setval(oid::regclass, nextval(oid::regclass) + 100000) from pg_class \
             where relkind = 'S';",
            "raise-sequences",
        ),
        ("select last_value from issues_id_seq;", "sequence-check"),
        (
            "sudo lvcreate -s -n x /dev/vg_db1/pgdata",
            "snapshot-primary",
        ),
        (
            "sudo lvcreate -s -n x /dev/vg_db2/pgdata",
            "snapshot-standby",
        ),
        ("take a snapshot of db2", "snapshot-standby"),
        ("sudo lvcreate -s -n x /dev/vg0/root", "snapshot-other"),
        ("rm -rf /var/opt/gitlab/postgresql/data", "remove-dir"),
        ("rm -rf /var/opt/gitlab/postgresql/data.old", "remove-old"),
        ("sudo rm -rf data.bak", "remove-old"),
        ("rm -rf /var/log/gitlab/postgresql", "remove-other"),
        (
            "rm -rf /var/opt/gitlab/postgresql/data/pg_xlog",
            "remove-inside",
        ),
        (
            "sudo rm -rf /var/opt/gitlab/postgresql/data/base/16385",
            "remove-inside",
        ),
        ("rm -r /var/opt/gitlab/postgresql/data/base", "remove-other"),
        ("sudo rm -rf /var/opt/gitlab/postgresql/data/", "remove-dir"),
        (
            "sudo rm -rf /var/opt/gitlab/postgresql/data/*",
            "remove-dir",
        ),
        ("cd /var/opt/gitlab/postgresql && rm -rf data", "remove-dir"),
        ("rm -rf data", "remove-relative"),
        ("sudo rm -rf data/*", "remove-relative"),
        (
            "rm -rf /var/opt/gitlab/postgresql/data/*.bak",
            "remove-other",
        ),
        ("rmdir /var/opt/gitlab/postgresql/data", "remove-empty-dir"),
        ("mv data data.bak", "rename-dir"),
        ("mv data.bak data", "rename-back"),
        (
            "sudo mv /var/opt/gitlab/postgresql/data.old /var/opt/gitlab/postgresql/data",
            "rename-back",
        ),
        ("mv /etc/hosts /tmp", "rename-other"),
        ("du -sh /var/opt/gitlab/postgresql/data", "size-here"),
        ("du -sh /var/opt/gitlab/postgresql/data.old", "size-aside"),
        ("ping db1", "network-back"),
        ("ping db2", "network"),
        ("ping 192.0.2.99", "network-other"),
        ("ping db3", "network-other"),
        ("ping app1", "network-known"),
        ("ssh staging", "shell-elsewhere"),
        ("ssh app1", "shell-elsewhere"),
        ("ssh app1 pg_dump --version", "dump-version"),
        ("ssh db2 hostname -f", "which-host-db2"),
        ("ssh db1 hostname -f", "which-host-db1"),
        (
            "ssh db2 sudo rm -rf /var/opt/gitlab/postgresql/data",
            "remote-sudo",
        ),
        ("ssh db1 tail /var/log/gitlab/postgresql/current", "db1-log"),
        ("ssh db2 tail /var/log/gitlab/postgresql/current", "db2-log"),
        (
            "ssh staging cat /opt/staging/refresh-from-production",
            "staging-cron",
        ),
        ("ssh staging crontab -e", "staging-crontab"),
        ("ssh staging pg_dump -t users", "dump-other-table"),
        ("pg_dump -t web_hooks", "dump-webhooks"),
        ("fail over to db2", "promote-standby"),
        ("pg_ctl promote", "promote-here"),
        ("alter system set max_wal_senders = 32", "alter-system"),
        ("hand over to dba", "hand-over"),
        ("hand over to infra", "hand-over-elsewhere"),
    ] {
        let found = find_action(&scenario, typed).map(|it| scenario.actions[it.0].id.to_string());
        assert_eq!(found.as_deref(), Some(expected), "{typed}");
    }
    for typed in [
        "ssh staging rm -rf /var/opt/gitlab/postgresql/data",
        "ssh db2 cat /etc/passwd",
        "rsync -a db1:pgdata/ staging:pgdata/",
        "echo $PS1",
        "du -sh /tmp",
        "psql -f users.sql",
    ] {
        let found = find_action(&scenario, typed).map(|it| &scenario.actions[it.0].id);
        assert_eq!(found, None, "{typed}");
    }
}

#[test]
fn a_rename_is_undone_by_a_rename_on_either_host() {
    let aside = "mv data data.old";
    let (told, _) = play(
        1,
        "untimed",
        &["ssh db2", aside, "wait 1m", "mv data.old data"],
    );
    assert!(
        told.contains("its server comes up again by itself"),
        "{told}"
    );
    let stop = "sudo gitlab-ctl stop postgresql";
    let (told, _) = play(1, "untimed", &["ssh db2", stop, aside, "mv data.old data"]);
    assert!(told.contains("the server is stopped as before"), "{told}");
    let again = [
        "ssh db2",
        aside,
        "mv data.old data",
        aside,
        "mv data.old data",
    ];
    let (told, _) = play(1, "untimed", &again);
    assert_eq!(
        told.matches("comes up again by itself").count(),
        2,
        "{told}"
    );
    let start = "sudo gitlab-ctl start postgresql";
    let (told, _) = play(1, "untimed", &[aside, "mv data.old data", start]);
    assert!(told.contains("ready to accept connections"), "{told}");
}

#[test]
fn after_a_failover_the_map_has_the_roles_as_they_are() {
    let wipe = "sudo rm -rf /var/opt/gitlab/postgresql/data";
    let (told, looks) = play(1, "untimed", &[wipe, "fail over to db2", "@50:00 wait 10s"]);
    assert!(told.contains("db2 is the primary now"), "{told}");
    // The map at the end of the play, hours later: closed, with a primary and no standby.
    let of = |id: &str| looks.iter().find(|it| it.0 == id).unwrap().1;
    assert_eq!(of("primary"), Health::Ok);
    assert_eq!(of("standby"), Health::Down);
    assert_eq!(of("app"), Health::Down);
}

#[test]
fn what_the_players_stopped_does_not_end_by_itself() {
    let wipe = "sudo rm -rf /var/opt/gitlab/postgresql/data";
    let (told, _) = play(1, "untimed", &["gitlab-ctl stop sidekiq", wipe]);
    assert!(told.contains("no spam since it went down"), "{told}");
    assert!(!told.contains("ran out of retries"), "{told}");
    let (told, _) = play(1, "untimed", &[wipe]);
    assert!(told.contains("ran out of retries"), "{told}");
}

#[test]
fn a_restarted_primary_has_forgotten_what_it_ran() {
    let activity = "select pid, state, query from pg_stat_activity;";
    let (told, _) = play(
        1,
        "untimed",
        &[
            "gitlab-ctl stop postgresql",
            "gitlab-ctl start postgresql",
            activity,
        ],
    );
    assert!(told.contains("23118 | later"), "{told}");
    assert!(!told.contains("21590 | 20:58"), "{told}");
    let (told, _) = play(1, "untimed", &[activity]);
    assert!(told.contains("21590 | 20:58"), "{told}");
}

#[test]
fn after_a_failover_the_host_that_is_asked_answers() {
    let wipe = "sudo rm -rf /var/opt/gitlab/postgresql/data";
    let steps = [
        wipe,
        "fail over to db2",
        "@1:00:00 psql -h db2 -c \"select 1\"",
        "psql -h db1 -c \"select count(*) from notes\"",
        "gitlab-ctl stop postgresql",
        "psql -h db1 -c \"select 1\"",
        "mv data data.old",
        "pg_basebackup -h db2 -D data",
    ];
    let (told, _) = play(1, "untimed", &steps);
    assert!(told.contains("db2 answers: it is the primary"), "{told}");
    assert!(!told.contains("20,615,402"), "{told}");
    assert!(told.contains("currently 0"), "{told}");
    assert!(!told.contains("exists but is not"), "{told}");
    let refusals = told.matches("Connection refused").count();
    assert_eq!(refusals, 1, "{told}");
}

#[test]
fn a_relative_or_a_longer_path_removes_nothing() {
    let long = "rm -rf /var/opt/gitlab/postgresql/data/pg_xlog";
    let (told, _) = play(1, "untimed", &["rm -rf data", long, "@10:00 wait 10s"]);
    assert!(!told.contains("the phone begins to buzz"), "{told}");
    assert!(!told.contains("Everything is a 500"), "{told}");
}

#[test]
fn a_dropped_vpn_is_seen_wherever_the_shell_is() {
    let scenario = gitlab();
    let dealt = |seed: u64| {
        let (told, _) = play(seed, "normal", &["@40:00 wait 10s"]);
        told.contains("VPN reconnect")
    };
    let seed = (1..40).find(|it| dealt(*it)).unwrap();
    for (steps, expected) in [
        (&["ssh db2"][..], "T+03:10"),
        (&["@10:00 ssh db2"][..], "T+13:10"),
        (&[][..], "T+36:00"),
        (
            &[
                "sudo rm -rf /var/opt/gitlab/postgresql/data",
                "fail over to db2",
                "@20:00 ssh db2",
            ][..],
            "T+23:10",
        ),
    ] {
        let (told, _) = play(seed, "normal", steps);
        let drops = told.lines().filter(|it| it.contains("VPN reconnect"));
        let drops: Vec<&str> = drops.collect();
        assert_eq!(drops.len(), 1, "{drops:?}");
        assert!(drops[0].starts_with(expected), "{drops:?}");
    }
    let twist = scenario
        .complications
        .iter()
        .find(|it| it.about.contains("VPN"));
    assert!(twist.is_some());
}
