//! The words of the language that the judge of updates knows, all in one place.
//!
//! Lower case, plain quotes. Verbs stand in their plain form and are met in every plain inflection;
//! phrases are whole words. Lists of words and phrases are in order; all are set in lines by hand, for
//! reading.

/// What operators do about an incident.
pub(super) const DEEDS: &[&str] = &[
    "abort", "activate", "add", "admit", "analyse", "analyze", "apply", "assemble", "assess",
    "back", "block", "boot", "bring", "build", "bypass", "call", "cancel", "change", "check",
    "clean", "clear", "close", "collect", "compare", "confirm", "connect", "contact", "copy",
    "correct", "cut", "debug", "decrypt", "delete", "deploy", "diagnose", "dig", "disable",
    "disconnect", "dispatch", "divert", "double", "drain", "drive", "enable", "enter", "escalate",
    "examine", "exclude", "expand", "export", "fail", "fetch", "fix", "flush", "force", "free",
    "freeze", "gather", "hold", "identify", "implement", "import", "increase", "inspect", "install",
    "investigate", "isolate", "kill", "limit", "load", "locate", "look", "lower", "mend", "migrate",
    "mitigate", "monitor", "move", "narrow", "observe", "open", "page", "patch", "pause", "pin",
    "power", "prepare", "promote", "purge", "put", "raise", "read", "reboot", "rebuild", "recheck",
    "reconnect", "recover", "redeploy", "redirect", "reduce", "refill", "reimage", "reload",
    "remove", "renew", "repair", "replace", "replay", "replicate", "reroute", "reset", "restart",
    "restore", "resync", "retry", "return", "reverse", "revert", "review", "roll", "rotate",
    "route", "run", "save", "scale", "search", "secure", "send", "set", "shed", "shift", "shut",
    "snapshot", "split", "start", "steer", "stop", "switch", "sync", "take", "test", "throttle",
    "trace", "track", "transfer", "trim", "try", "turn", "undo", "update", "upgrade", "verify",
];

/// What else counts as a deed where somebody does it: too common to stand alone.
pub(super) const MORE_DEEDS: &[&str] = &[
    "arrive", "figure", "find", "follow", "get", "go", "hunt", "join", "keep", "make", "reach",
    "recreate", "rent", "stabilise", "stabilize", "talk", "travel", "upload", "warm", "watch",
    "write",
];

/// Deeds that have been done, where grammar makes no -ed of them, and their plain form.
pub(super) const DONE: &[(&str, &str)] = &[
    ("brought", "bring"), ("built", "build"), ("cut", "cut"), ("driven", "drive"),
    ("drove", "drive"), ("dug", "dig"), ("found", "find"), ("froze", "freeze"), ("frozen", "freeze"), ("gone", "go"),
    ("got", "get"), ("held", "hold"), ("kept", "keep"), ("made", "make"), ("put", "put"),
    ("ran", "run"), ("rebuilt", "rebuild"), ("reset", "reset"), ("sent", "send"), ("set", "set"),
    ("shut", "shut"), ("split", "split"), ("taken", "take"), ("took", "take"), ("undid", "undo"),
    ("undone", "undo"), ("went", "go"), ("written", "write"), ("wrote", "write"),
];

/// Deeds that are nobody else's: "is restored" needs no `we`.
pub(super) const PLAINLY_OURS: &[&str] = &[
    "activate", "apply", "cancel", "contact", "deploy", "diagnose", "disable", "dispatch", "drain",
    "escalate", "fix", "flush", "identify", "implement", "investigate", "isolate", "mend",
    "migrate", "mitigate", "monitor", "patch", "promote", "purge", "rebuild", "reconnect",
    "recover", "redeploy", "redirect", "repair", "replace", "replay", "reroute", "restart",
    "restore", "resync", "revert", "roll", "switch", "throttle", "trace", "undo", "verify",
];

/// Work by its name: it counts with a word of [`PROGRESS`].
pub(super) const WORK: &[&str] = &[
    "analysis", "backup", "copy", "deployment", "diagnosis", "export", "failover", "fix", "import",
    "investigation", "migration", "mitigation", "patch", "reboot", "rebuild", "recovery", "repair",
    "repairs", "replay", "restart", "restoration", "restore", "resync", "rollback", "rollout",
    "search", "snapshot", "sync", "transfer", "work", "workaround",
];

/// How work goes.
pub(super) const PROGRESS: &[&str] = &[
    "ahead", "begins", "begun", "complete", "completed", "completes", "continue", "continues",
    "deployed", "done", "finished", "going", "half", "live", "next", "ongoing", "out", "percent",
    "place", "proceeding", "proceeds", "progress", "quarter", "ready", "resumed", "running", "runs",
    "started", "starts", "tenths", "third", "thirds", "underway",
];

/// Who does something about it.
pub(super) const DOERS: &[&str] = &[
    "colleague", "colleagues", "crew", "crews", "dba", "dev", "developer", "developers", "engineer",
    "engineering", "engineers", "i", "i'll", "i'm", "i've", "let's", "netops", "operations",
    "operators", "ops", "provider", "somebody", "someone", "specialists", "staff", "team", "teams",
    "technician", "technicians", "us", "vendor", "we", "we'll", "we're", "we've",
];

/// Who suffers it, or did it: what they do is not what is being done about it.
pub(super) const OTHERS: &[&str] = &[
    "attacker", "attackers", "callers", "client", "clients", "customer", "customers", "everybody",
    "everyone", "guests", "hacker", "hackers", "intruder", "intruders", "members", "merchants",
    "nobody", "patients", "people", "players", "readers", "shoppers", "spammer", "spammers",
    "subscribers", "they", "they're", "they've", "travellers", "user", "users", "viewers",
    "visitor", "visitors", "you", "you're",
];

/// Phrases that say what is being done by themselves.
pub(super) const AT_WORK: &[&str] = &[
    "all hands", "at work", "called in", "cause found", "cause is found", "cause is known",
    "close to a fix", "engineers are aware", "failed over", "failing over", "found it",
    "found the bug", "found the cause", "found the problem", "hands on it", "hard at work",
    "have a fix", "help is coming", "in contact with", "in hand", "in progress", "in touch with",
    "know the cause", "know what it is", "know why", "looking into", "on it", "on its way",
    "on site", "on the case", "on the phone with", "on the way", "on their way", "our top priority",
    "root cause found", "to the rescue", "under investigation", "under way", "underway",
    "we look into", "working from", "working hard", "working on", "working to", "working with",
];

/// What one is, rather than does: "we are seeing errors" is no deed.
pub(super) const NO_DEEDS: &[&str] = &[
    "being", "experiencing", "facing", "failing", "falling", "feeling", "getting", "going",
    "having", "hearing", "hoping", "hurting", "lacking", "losing", "missing", "nothing", "noticing",
    "panicking", "receiving", "seeing", "sleeping", "something", "struggling", "suffering",
    "thinking", "trending", "waiting", "wondering",
];

/// What is done to somebody, rather than about it: "being attacked" is no deed.
pub(super) const SUFFERED: &[&str] = &[
    "affected", "annoyed", "attacked", "billed", "broken", "charged", "corrupted", "degraded",
    "delayed", "denied", "dropped", "exploited", "flooded", "hacked", "hit", "impacted", "lost",
    "overloaded", "overwhelmed", "refused", "rejected", "turned",
];

/// Before a deed that is not done.
pub(super) const DENIALS: &[&str] = &[
    "can't", "cannot", "couldn't", "didn't", "don't", "never", "no", "nobody", "not", "stopped",
    "unable", "without", "won't",
];

/// Words between a denial, a helper or a subject and its verb.
pub(super) const ADVERBS: &[&str] = &[
    "actively", "again", "all", "already", "also", "both", "carefully", "closely", "continuously",
    "currently", "finally", "first", "fully", "gradually", "immediately", "just", "meanwhile",
    "now", "only", "probably", "quickly", "right", "slowly", "still", "successfully", "then", "to",
    "yet",
];

/// Helpers of a verb.
pub(super) const BEING: &[&str] = &[
    "am", "are", "be", "been", "i'm", "is", "they're", "we're",
];

/// Helpers of a verb in the past.
pub(super) const HAVING: &[&str] = &[
    "are", "been", "being", "got", "had", "has", "have", "i've", "is", "it's", "now", "was",
    "we've", "were",
];

/// Who or what it is felt by: with a word of [`FELT`] in its clause it is what users feel.
pub(super) const FEELERS: &[&str] = &[
    "account", "accounts", "all", "api", "app", "apps", "bookings", "calls", "checkout", "clients",
    "customer", "customers", "data", "downloads", "emails", "everybody", "everyone", "everything",
    "experience", "features", "guests", "half", "login", "logins", "mail", "members", "merchants",
    "messages", "most", "nobody", "nothing", "orders", "page", "pages", "patients", "payments",
    "people", "performance", "players", "product", "products", "readers", "regions", "requests",
    "response", "responses", "search", "service", "services", "shop", "shoppers", "site", "sites",
    "store", "streams", "subscribers", "system", "systems", "traffic", "uploads", "user", "users",
    "visitors", "website", "websites",
];

/// What is felt.
pub(super) const FELT: &[&str] = &[
    "503", "able", "affected", "available", "back", "bad", "better", "blocked", "broken", "can",
    "can't", "cannot", "cut", "degraded", "delay", "delayed", "delays", "denied", "doesn't",
    "don't", "down", "empty", "error", "errors", "fail", "failed", "failing", "fails", "failures",
    "fast", "feel", "fine", "frozen", "get", "getting", "gone", "good", "hang", "hangs", "happy",
    "healthy", "impacted", "intact", "interrupted", "kept", "late", "locked", "lose", "losing",
    "lost", "miss", "missing", "normal", "normally", "notice", "off", "offline", "ok", "okay",
    "online", "outdated", "poor", "reach", "reachable", "refused", "rejected", "respond",
    "responding", "restored", "safe", "see", "seeing", "slow", "slower", "slowly", "stale", "stuck",
    "through", "timeout", "timeouts", "timing", "unable", "unaffected", "untouched", "unusable",
    "up", "won't", "works", "worse", "wrong",
];

/// What is felt, whoever feels it.
pub(super) const PLAINLY_FELT: &[&str] = &[
    "all back", "all good", "all is well", "are down", "are slow", "available again", "back online",
    "back to normal", "back up", "degraded performance", "degraded service", "disruption",
    "disruptions", "do not load", "do not work", "does not load", "does not work", "doesn't load",
    "doesn't work", "don't load", "don't work", "error page", "error pages", "everything works",
    "fine again", "is down", "is slow", "it is back", "it is fine", "it works", "it's back",
    "it's fine", "it's slow", "many of you", "most of you", "no data is lost", "no data loss",
    "no data lost", "no data was lost", "no errors", "no impact", "no user impact", "normal again",
    "not available", "not loading", "not reachable", "not working", "nothing is lost",
    "nothing lost", "nothing was lost", "offline", "out of order", "outage", "partial outage",
    "slow for", "slower than usual", "some of you", "still down", "unavailable", "unreachable",
    "unusable", "up again", "work again", "working again", "working normally", "works again",
    "works normally", "you can", "you cannot", "you get", "you may", "you might", "you see",
    "you will see",
];

/// Words that tell of the next word when a time comes with them.
pub(super) const TELLING: &[&str] = &[
    "and confirm", "announce", "back to you", "back with", "call you", "check back", "check in",
    "details", "follow up", "get back", "hear", "in touch", "inform", "informed", "keep you",
    "let you know", "message", "more info", "more information", "news", "notify", "ping", "post",
    "posted", "report", "say", "share", "speak", "status", "talk", "tell", "update", "updated",
    "updates", "we'll confirm", "will confirm", "word", "write",
];

/// The next word by its name: any time will do with it.
pub(super) const NEXT: &[&str] = &[
    "another update", "another word", "further update", "further updates", "more at", "more by",
    "more in", "more news", "more within", "next at", "next by", "next in", "next info",
    "next message", "next news", "next one", "next post", "next report", "next status",
    "next update", "next updates", "next word",
];

/// Before something that the next word waits for, rather than a time.
pub(super) const OCCASIONS: &[&str] = &[
    "after", "as soon as", "once", "until", "when", "with",
];

/// What a next word may wait for, besides deeds and what users feel.
pub(super) const EVENTS: &[&str] = &[
    "account", "all clear", "complete", "completed", "done", "finished", "it", "over",
    "post mortem", "postmortem", "ready", "report", "review", "up",
];

/// With these no next word is promised.
pub(super) const NO_MORE: &[&str] = &[
    "no further", "no more", "no next", "no update", "no updates",
];

/// Words of another day: what stands beside them is not today.
pub(super) const OTHER_DAYS: &[&str] = &[
    "friday", "monday", "next week", "saturday", "sunday", "thursday", "tomorrow", "tuesday",
    "wednesday",
];

/// Zones that are not the incident's clock.
pub(super) const ZONES: &[&str] = &[
    "bst", "cdt", "cest", "cet", "cst", "edt", "eest", "eet", "est", "ist", "jst", "local", "mst",
    "pdt", "pst", "pt",
];

/// Spans in words, and their minutes.
pub(super) const SPANS: &[(&str, u64)] = &[
    ("the next hour and a half", 90), ("an hour and a half", 90), ("the next half hour", 30),
    ("the half hour", 30), ("half an hour", 30), ("half hour", 30), ("a half hour", 30),
    ("three quarters of an hour", 45), ("a quarter of an hour", 15), ("quarter of an hour", 15),
    ("a quarter hour", 15), ("the next hour", 60), ("the hour", 60), ("an hour", 60), ("hour", 60),
];

/// Numbers in words, in tenths.
pub(super) const TENTHS: &[(&str, u64)] = &[
    ("a", 10), ("an", 10), ("one", 10), ("two", 20), ("three", 30), ("four", 40), ("five", 50),
    ("six", 60), ("eight", 80), ("ten", 100), ("twelve", 120), ("fifteen", 150), ("twenty", 200),
    ("twenty-five", 250), ("thirty", 300), ("forty", 400), ("forty-five", 450), ("sixty", 600),
    ("ninety", 900),
];

/// Times of which nobody knows the minute.
pub(super) const VAGUE: &[&str] = &[
    "afternoon", "cob", "couple of hours", "couple of minutes", "day", "end of day", "eod",
    "evening", "few hours", "few minutes", "friday", "lunch", "monday", "morning", "next week",
    "night", "on the hour", "saturday", "some minutes", "sunday", "this week", "thursday", "today",
    "tomorrow", "tonight", "top of the hour", "tuesday", "wednesday",
];

/// Words before a phrase, in its clause, with which nothing is promised.
pub(super) const HEDGES: &[&str] = &[
    "cannot confirm", "cannot exclude", "cannot promise", "cannot rule out", "cannot say",
    "cannot tell", "don't know", "don't yet know", "if", "no estimate", "no promise", "no proof",
    "nobody knows", "not certain", "not know", "not saying", "not sure", "not yet know", "once",
    "till", "unclear", "unknown", "unless", "until", "when", "whether",
];

/// Before what will be so, and is not yet.
pub(super) const TO_COME: &[&str] = &[
    "expect", "hope", "may", "might", "shall", "should", "will", "would",
];

/// That it is over.
pub(super) const OVER: &[&str] = &[
    "all clear", "all fixed", "all-clear", "are fixed", "back to normal", "been fixed",
    "fully back", "fully operational", "fully recovered", "fully restored", "has ended",
    "incident closed", "incident is closed", "is fixed", "is over", "it is closed", "it's over",
    "no longer affected", "normal again", "resolved", "solved", "this is closed",
];

/// That it is well again, which is the end of it where nothing else is said.
pub(super) const BACK: &[&str] = &[
    "all good", "all is well", "all systems normal", "are back", "are fine", "are healthy",
    "are restored", "available again", "back online", "back up", "been restored",
    "everything is back", "everything is fine", "everything is working", "everything works",
    "fine again", "fixed", "has recovered", "have recovered", "healthy again", "is back", "is fine",
    "is healthy", "is restored", "online again", "operating normally", "running normally",
    "up again", "work again", "work as usual", "work normally", "working again", "working normally",
    "works again", "works normally",
];

/// That something is still amiss.
pub(super) const PARTIAL: &[&str] = &[
    "are monitoring", "are watching", "but", "coming", "does not yet", "except", "expect", "half",
    "keep monitoring", "keep watching", "may", "might", "most", "not all", "not yet", "partial",
    "partially", "partly", "remaining", "restoring", "shortly", "should", "slowly", "some", "soon",
    "still", "temporarily", "the rest", "third", "until", "we monitor", "we watch",
    "we're monitoring", "we're watching", "will be", "working on", "yet",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        let lists: [&[&str]; 29] = [
            DEEDS, MORE_DEEDS, PLAINLY_OURS, WORK, PROGRESS, DOERS, OTHERS, AT_WORK, NO_DEEDS,
            SUFFERED, DENIALS, ADVERBS, BEING, HAVING, FEELERS, FELT, PLAINLY_FELT, TELLING, NEXT,
            OCCASIONS, EVENTS, NO_MORE, OTHER_DAYS, ZONES, VAGUE, BACK, PARTIAL,
            HEDGES, TO_COME,
        ];
        for list in lists {
            assert!(list.is_sorted(), "{list:?}");
        }
        assert!(DONE.is_sorted());
    }
}
