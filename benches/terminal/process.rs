//! What the kernel knows of a process: how often it woke, how long it ran, what it holds.

use std::time::Duration;

/// A reading of a process; differences of two are what counts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    /// Times its threads went to sleep, and so woke.
    pub n_wakes: u64,
    /// Processor time of its threads.
    pub ran: Duration,
}

/// Reads the process, all its threads together. Linux only; elsewhere it reads nothing.
pub fn read(pid: u32) -> Option<Reading> {
    let mut all = Reading::default();
    for thread in std::fs::read_dir(format!("/proc/{pid}/task")).ok()? {
        let folder = thread.ok()?.path();
        let status = std::fs::read_to_string(folder.join("status")).ok()?;
        all.n_wakes += field(&status, "voluntary_ctxt_switches:")?;
        let ran = std::fs::read_to_string(folder.join("schedstat")).ok()?;
        let ran = ran.split(' ').next()?.parse().ok()?;
        all.ran += Duration::from_nanos(ran);
    }
    Some(all)
}

/// The most memory it ever held, in KiB.
pub fn memory_peak(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    field(&status, "VmHWM:")
}

fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find(|it| it.starts_with(name))?;
    line[name.len()..].split_whitespace().next()?.parse().ok()
}
