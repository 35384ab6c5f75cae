//! Who plays the best way that the prover knows for what was dealt: one without a word to
//! anybody, one who also looks, weighs and speaks as one should.
//!
//! The way is looked for when the page rings and again whenever the world turns out otherwise. The
//! one who speaks knows which hypotheses are so, as a ceiling may; what it types is what any
//! player can type.

use std::cmp::Reverse;

use crate::engine::guard::{Guard, World};
use crate::engine::id::{ActionIdx, AudienceIdx, HypothesisIdx, ResponderIdx};
use crate::engine::scenario::{ActionKind, Claim, Scenario};
use crate::engine::session::Session;
use crate::engine::state::{Place, Standing};
use crate::engine::time::{Elapsed, Span};
use crate::prove::advice::look_for;
use crate::prove::clean::damage;
use crate::prove::course::harm_of;
use crate::prove::relax::Players;
use crate::prove::search::Move;
use crate::prove::way::{Outlook, Quest, Step, Way, onward_but};
use crate::view::hint::typed as asked;

use super::mind::Turn;

/// How long one who has no way on sits there before looking again.
const PAUSE: Span = Span::from_mins(10);

/// Expansions for each look for a way: nobody waits for this player.
const EFFORT: usize = 5_000;

/// How long a look may take that a change should stand on.
const DETOUR_MAX: Span = Span::from_mins(20);

/// How sure the one who speaks is of what is so, before there is evidence and with it.
const SURE_PC: [u8; 2] = [60, 99];

/// How sure of a rival that is not so.
const RIVAL_PC: u8 = 20;

/// An expert in the middle of play.
pub(super) struct Expert {
    speaks: bool,
    /// What there is to play without a word; it cannot tell anybody anything.
    silent: Option<Box<Scenario>>,
    plan: Option<(Quest, Way)>,
    /// What is looked at first, and what for; and what nothing was found for.
    detour: Option<(Quest, Way)>,
    undone: Vec<ActionIdx>,
    /// The way to where users are helped, and how things stood when it was looked for.
    help: Option<(Quest, Way)>,
    sought: Option<World>,
    /// How things stood when nothing more was found worth doing besides: the world, who had no
    /// free hands, and when the next step was due.
    seen: Option<(World, u64, Option<Elapsed>)>,
    closed: Vec<AudienceIdx>,
}

impl Expert {
    pub(super) fn new(scenario: &Scenario, speaks: bool) -> Self {
        let silent = (!speaks).then(|| {
            let mut silent = scenario.clone();
            for audience in &mut silent.audiences {
                audience.when = Guard::never();
            }
            Box::new(silent)
        });
        Self {
            speaks,
            silent,
            plan: None,
            detour: None,
            undone: Vec::new(),
            help: None,
            sought: None,
            seen: None,
            closed: Vec::new(),
        }
    }

    /// What it does next.
    pub(super) fn turn(&mut self, session: &Session) -> Turn {
        let state = session.state();
        let now = &state.standing;
        if now.acknowledged.is_none() {
            return Turn::Type("ack".to_owned());
        }
        if let Some(claim) = claim(session.scenario(), now) {
            let last_words = self.speaks.then(|| self.closing(session)).flatten();
            return Turn::Type(last_words.unwrap_or_else(|| claim.word().to_owned()));
        }
        self.keep_plan(session.scenario(), now);
        if self.speaks
            && let Some(said) = self.say(session)
        {
            return Turn::Type(said);
        }
        if self.speaks {
            self.keep_help(session);
            if let Some(done) = self.do_besides(session) {
                return Turn::Type(done);
            }
        }
        let mut until = now.now + PAUSE;
        let scenario = session.scenario();
        if self.speaks {
            self.keep_detour(scenario, now);
        }
        let first = self.detour.as_mut().or(self.plan.as_mut());
        if let Some((_, way)) = first
            && let Some(step) = way.steps.first().copied()
        {
            if step.at <= now.now {
                way.steps.remove(0);
                return Turn::Type(typed(scenario, step.moved));
            }
            until = step.at;
        }
        let word = (0..scenario.audiences.len())
            .filter_map(|idx| state.word_due(scenario, AudienceIdx(idx)))
            .filter(|at| self.speaks && *at > now.now)
            .min();
        let due = now.next_due(scenario).map(|(at, _)| at);
        let asking = now.people.iter().map(|it| it.asking_until);
        let asking = asking.filter(|at| *at > now.now).min();
        let held = now
            .truly_resolved
            .map(|since| since + scenario.targets.hold);
        let held = held.filter(|at| *at > now.now);
        let all = [Some(until), word, due, asking, held];
        Turn::Until(all.into_iter().flatten().min().unwrap_or(until))
    }

    /// What it says at the debrief.
    pub(super) fn debrief(&self, scenario: &Scenario) -> Vec<String> {
        if !self.speaks {
            return Vec::new();
        }
        let causes = scenario.hypotheses.iter().filter(|it| it.is_true);
        let mut said: Vec<String> = causes.map(|it| format!("cause {}", it.id)).collect();
        said.extend(COMMITMENTS.map(str::to_owned));
        said
    }

    /// Finds a way on when there is none, or when the one there was does not lead there any more.
    fn keep_plan(&mut self, scenario: &Scenario, now: &Standing) {
        let scenario = self.silent.as_deref().unwrap_or(scenario);
        let carried = self.plan.as_ref().and_then(|(quest, way)| {
            let overdue = way.steps.first().is_some_and(|it| it.at <= now.now);
            if overdue || way.steps.is_empty() {
                quest.carry(way, None, now)
            } else {
                Some(way.clone())
            }
        });
        let before = self.plan.take();
        let kept = before.zip(carried);
        if let Some(((quest, way), carried)) = kept.clone()
            && carried.at <= way.at
        {
            self.plan = Some((quest, carried));
            return;
        }
        let kept = kept.map(|((quest, _), carried)| (quest, carried));
        let found = onward_but(scenario, Players::ONE, now, now.world.facts, EFFORT);
        let found = found.map(|on| (on.quest, on.way));
        self.plan = match (found, kept) {
            (Some(found), Some(kept)) if kept.1.at <= found.1.at => Some(kept),
            (Some(found), _) => Some(found),
            (None, kept) => kept,
        };
    }

    /// Sees to it that the change that is next stands on something that is known: what has to be
    /// looked at for it comes first, if that does not take too long.
    fn keep_detour(&mut self, scenario: &Scenario, now: &Standing) {
        if let Some((quest, way)) = self.detour.take() {
            let carried = quest.carry(&way, None, now);
            let open = !quest.scenario.truth.resolved.holds(now.world);
            self.detour = carried.filter(|_| open).map(|way| (quest, way));
            if self.detour.is_some() {
                return;
            }
        }
        let Some(Step {
            at,
            moved: Move::Start(_, _, action),
            ..
        }) = self.plan.as_ref().and_then(|(_, way)| way.steps.first())
        else {
            return;
        };
        if *at > now.now || !is_blind(scenario, now, *action) || self.undone.contains(action) {
            return;
        }
        let checks = scenario.actions[action.0].checks;
        let quest = Quest::learning(scenario, Players::ONE, checks, now.world.facts);
        let at_hand = look_for(scenario, now, checks).map(|(who, look)| Way {
            steps: vec![Step {
                at: now.now,
                moved: Move::Start(scenario.you, who, look),
                comes: None,
            }],
            at: now.now + scenario.actions[look.0].takes_in(now.world),
        });
        let found = at_hand.or_else(|| match quest.look(now) {
            Outlook::Way(way) => Some(way),
            Outlook::Lost | Outlook::Unknown => None,
        });
        let found = found.filter(|way| way.at <= now.now + DETOUR_MAX);
        self.undone.push(*action);
        self.detour = found.map(|way| (quest, way));
    }

    /// Finds the way to where users are helped, or carries it along.
    fn keep_help(&mut self, session: &Session) {
        let scenario = session.scenario();
        let now = &session.state().standing;
        if now.truly_mitigated.is_some() {
            self.help = None;
            return;
        }
        let overdue = |way: &Way| way.steps.first().is_some_and(|step| step.at < now.now);
        if let Some((quest, way)) = self.help.take() {
            let carried = if overdue(&way) {
                quest.carry(&way, None, now)
            } else {
                Some(way)
            };
            self.help = carried.map(|way| (quest, way));
        }
        if self.help.is_none() && self.sought != Some(now.world) {
            self.sought = Some(now.world);
            let quest = Quest::helping(scenario, Players::ONE, now.world.facts);
            if let Outlook::Way(way) = quest.look(now) {
                self.help = Some((quest, way));
            }
        }
    }

    /// A step that helps users sooner and costs the rest of the way nothing.
    fn help(&mut self, session: &Session) -> Option<String> {
        let scenario = session.scenario();
        let now = &session.state().standing;
        let (quest, way) = self.help.as_ref()?;
        let in_time = [Elapsed::ZERO, ample(scenario)[1]];
        let step = way.steps.iter().copied().find(|step| {
            let blind =
                matches!(step.moved, Move::Start(_, _, action) if is_blind(scenario, now, action));
            !blind
                && (step.at <= now.now || quest.comes_as_well(now, *step))
                && self.is_in_time(session, step.moved, in_time)
        })?;
        let both = [&mut self.help, &mut self.plan];
        for (_, way) in both.into_iter().flatten() {
            if let Some(place) = way.steps.iter().position(|it| it.moved == step.moved) {
                way.steps.remove(place);
            }
        }
        Some(typed(scenario, step.moved))
    }

    /// Something that should be said now.
    fn say(&self, session: &Session) -> Option<String> {
        let scenario = session.scenario();
        let state = session.state();
        if state.severity.is_none() {
            return Some(format!("sev {}", scenario.metadata.severity));
        }
        if state.commander.is_none_or(|who| who == scenario.you) {
            let leader = self.leader(session);
            if state.commander != Some(leader) {
                return Some(format!("ic {}", scenario.responders[leader.0].id));
            }
        }
        self.call(session)
            .or_else(|| self.tell(session))
            .or_else(|| weigh(session))
    }

    /// Who leads: of those who are there the one whose hands are needed least.
    fn leader(&self, session: &Session) -> ResponderIdx {
        let scenario = session.scenario();
        let people = &session.state().people;
        let steps = || self.plan.iter().flat_map(|(_, way)| &way.steps);
        let needed = |who: ResponderIdx| {
            let by_them =
                steps().filter(|it| matches!(it.moved, Move::Start(_, it, _) if it == who));
            by_them.count() + if who == scenario.you { 100 } else { 0 }
        };
        let here = (0..people.len()).map(ResponderIdx);
        let here = here.filter(|who| people[who.0].place == Place::Here);
        here.min_by_key(|who| needed(*who)).unwrap_or(scenario.you)
    }

    /// Somebody who could help and is not here, where calling them makes nothing worse.
    fn call(&self, session: &Session) -> Option<String> {
        let scenario = session.scenario();
        let you = &scenario.responders[scenario.you.0];
        let mut away = (0..scenario.responders.len())
            .map(ResponderIdx)
            .filter(|who| {
                let they = &scenario.responders[who.0];
                session.state().people[who.0].place == Place::Away
                    && they.skills.iter().any(|skill| !you.skills.contains(skill))
            });
        let who = away.find(|who| self.is_free_of_cost(session, Move::Page(*who)))?;
        Some(format!("page {}", scenario.responders[who.0].id))
    }

    /// A word to an audience that waits for one.
    fn tell(&self, session: &Session) -> Option<String> {
        let scenario = session.scenario();
        let state = session.state();
        let mut waiting = (0..scenario.audiences.len())
            .map(AudienceIdx)
            .filter(|idx| {
                let due = match state.told[idx.0] {
                    None => true,
                    Some(_) => state
                        .word_due(scenario, *idx)
                        .is_some_and(|at| at <= state.now),
                };
                due && state.may_post(scenario, *idx).is_ok()
                    && self.is_free_of_cost(session, Move::Post(*idx))
            });
        let audience = waiting.next()?;
        let every = scenario.audiences[audience.0].every;
        let minutes = every.map_or(60, |every| every.as_secs() / 60);
        let (id, impact) = (&scenario.audiences[audience.0].id, impact(scenario));
        Some(format!(
            "post {id} What users see: {impact}. We are investigating and working on it. Next \
             update in {minutes} minutes."
        ))
    }

    /// A last word to everybody, once it is over.
    fn closing(&mut self, session: &Session) -> Option<String> {
        let scenario = session.scenario();
        session.state().truly_resolved?;
        let mut open = (0..scenario.audiences.len()).map(AudienceIdx);
        let audience = open.find(|it| {
            !self.closed.contains(it) && session.state().may_post(scenario, *it).is_ok()
        })?;
        self.closed.push(audience);
        let (id, impact) = (&scenario.audiences[audience.0].id, impact(scenario));
        Some(format!(
            "post {id} This is over: {impact}. It has held, and we are monitoring it. We are \
             sorry, and we are writing up what happened."
        ))
    }

    /// Something that the way does not ask for and that does it no harm: what will not be seen any
    /// more comes first, then what helps users, then what else there is to look at.
    fn do_besides(&mut self, session: &Session) -> Option<String> {
        let scenario = session.scenario();
        let now = &session.state().standing;
        let busy = now.people.iter().enumerate();
        let busy = busy.filter(|(_, it)| it.busy.is_some() || it.place != Place::Here);
        let busy = busy.fold(0, |all, (idx, _)| all | 1 << idx);
        let next = self.plan.as_ref().and_then(|(_, way)| way.steps.first());
        let seen = (now.world, busy, next.map(|step| step.at));
        if self.seen == Some(seen) || !now.is_free(scenario.you) {
            return self.help(session);
        }
        let (passing, lasting) = self.looks(session);
        let ample = ample(scenario);
        let done = self
            .first_in_time(session, &passing, ample)
            .or_else(|| self.help(session))
            .or_else(|| self.ease(session))
            .or_else(|| self.first_in_time(session, &lasting, [Elapsed::ZERO; 2]));
        if done.is_none() {
            self.seen = Some(seen);
        }
        done
    }

    /// Looks that tell something worth knowing, the best first: those at a key clue that cannot be
    /// seen any more once the plan is done, and the others.
    fn looks(&self, session: &Session) -> (Vec<ActionIdx>, Vec<ActionIdx>) {
        let scenario = session.scenario();
        let now = &session.state().standing;
        let wanted = self.wanted(scenario) & !now.world.clues;
        let key = scenario.key_clues();
        let ways = [&self.plan, &self.help].into_iter().flatten();
        let then: Vec<World> = ways
            .map(|(quest, way)| quest.world_after(now, way))
            .collect();
        let mut looks: Vec<(u64, u64, ActionIdx)> = (0..scenario.actions.len())
            .map(ActionIdx)
            .filter_map(|action| {
                let of = &scenario.actions[action.0];
                let effect = &of.results[of.coming(now.world)?].effect;
                let news = effect.learn & wanted;
                let learned = |then| of.coming(then).map_or(0, |it| of.results[it].effect.learn);
                let later = then.iter().fold(u64::MAX, |all, it| all & learned(*it));
                let found = news != 0 && !effect.touches_facts();
                found.then_some((news, news & !later, action))
            })
            .collect();
        looks.sort_by_key(|(news, passing, action)| {
            (*passing == 0, Reverse(news.count_ones()), *action)
        });
        let (passing, lasting): (Vec<_>, Vec<_>) =
            looks.into_iter().partition(|it| it.1 & key != 0);
        let actions = |looks: Vec<(u64, u64, ActionIdx)>| looks.into_iter().map(|it| it.2);
        (actions(passing).collect(), actions(lasting).collect())
    }

    /// A change that the way does not need and that spares users something.
    fn ease(&self, session: &Session) -> Option<String> {
        let scenario = session.scenario();
        let now = &session.state().standing;
        let (quest, way) = self.plan.as_ref()?;
        let harms = scenario.harm.iter();
        let felt = harms.fold(0, |all, it| all | it.when.asked());
        let easing = (0..scenario.actions.len()).map(ActionIdx).filter(|action| {
            let of = &scenario.actions[action.0];
            let effect = of.coming(now.world).map(|it| &of.results[it].effect);
            let touched = effect.map_or(0, |it| it.set | it.clear);
            touched & felt != 0
                && touched & damage(scenario) == 0
                && !is_blind(scenario, now, *action)
        });
        let suffered = harm_of(scenario, now, way).total();
        let less = easing.filter(|action| {
            able(scenario, now, *action).any(|moved| {
                let mut then = now.clone();
                moved.make(scenario, &mut then);
                let carried = quest.carry(way, None, &then);
                carried.is_some_and(|it| harm_of(scenario, &then, &it).total() < suffered)
            })
        });
        let less: Vec<ActionIdx> = less.collect();
        self.first_in_time(session, &less, ample(scenario))
    }

    /// What is typed for the first of these actions that somebody can do without being late.
    fn first_in_time(
        &self,
        session: &Session,
        actions: &[ActionIdx],
        by: [Elapsed; 2],
    ) -> Option<String> {
        let scenario = session.scenario();
        let now = &session.state().standing;
        let mut moves = actions.iter().flat_map(|it| able(scenario, now, *it));
        let found = moves.find(|moved| self.is_in_time(session, *moved, by))?;
        Some(typed(scenario, found))
    }

    /// Clues (bits) worth knowing: the key ones, what changes should stand on, what speaks for
    /// and against what is believed.
    fn wanted(&self, scenario: &Scenario) -> u64 {
        let steps = self.plan.iter().flat_map(|(_, way)| &way.steps);
        let checks = steps.fold(0, |all, step| match step.moved {
            Move::Start(_, _, action) => all | scenario.actions[action.0].checks,
            _ => all,
        });
        let hypotheses = scenario.hypotheses.iter();
        hypotheses.fold(scenario.key_clues() | checks, |all, it| all | it.supports)
    }

    /// Whether the ways to helping users and to the goal lead there as soon when this is done
    /// first.
    fn is_free_of_cost(&self, session: &Session, moved: Move) -> bool {
        self.is_in_time(session, moved, [Elapsed::ZERO; 2])
    }

    /// Whether they lead there as soon, or by these times, when this is done first.
    fn is_in_time(&self, session: &Session, moved: Move, by: [Elapsed; 2]) -> bool {
        let now = &session.state().standing;
        let mut then = now.clone();
        if !moved.make(session.scenario(), &mut then) {
            return false;
        }
        let mut ways = self
            .help
            .iter()
            .zip([by[0]])
            .chain(self.plan.iter().zip([by[1]]));
        ways.all(|((quest, way), by)| {
            let carried = quest.carry(way, None, &then);
            carried.is_some_and(|it| it.at <= way.at.max(by))
        })
    }
}

/// By when users helped and the cause gone are early by far: half of what the targets leave.
fn ample(scenario: &Scenario) -> [Elapsed; 2] {
    let targets = [scenario.targets.mitigate, scenario.targets.resolve];
    targets.map(|it| Elapsed(it.0 / 2))
}

/// The ways in which an action can be begun now.
fn able(scenario: &Scenario, now: &Standing, action: ActionIdx) -> impl Iterator<Item = Move> {
    let you = scenario.you;
    let people = (0..scenario.responders.len()).map(ResponderIdx);
    let able = people.filter(move |who| now.may_act(scenario, you, *who, action, true).is_ok());
    able.map(move |who| Move::Start(you, who, action))
}

/// Whether an action is a change for which nothing is known that it should stand on.
fn is_blind(scenario: &Scenario, now: &Standing, action: ActionIdx) -> bool {
    let action = &scenario.actions[action.0];
    action.kind == ActionKind::Change && action.checks != 0 && action.checks & now.world.clues == 0
}

/// A claim that is true by now and not made.
fn claim(scenario: &Scenario, now: &Standing) -> Option<Claim> {
    let claimed = |claim: Claim| now.world.claims & claim.bit() != 0;
    let held = now
        .truly_resolved
        .map(|since| since + scenario.targets.hold);
    if claimed(Claim::Resolved) {
        None
    } else if now.truly_mitigated.is_some() && !claimed(Claim::Mitigated) {
        Some(Claim::Mitigated)
    } else {
        held.filter(|at| *at <= now.now).map(|_| Claim::Resolved)
    }
}

/// A confidence that should be stated or given up now.
fn weigh(session: &Session) -> Option<String> {
    let scenario = session.scenario();
    let state = session.state();
    let all = || scenario.hypotheses.iter().enumerate();
    let listed =
        |idx: usize| scenario.hypotheses[idx].when.holds(state.world) || state.board[idx].is_some();
    for (idx, it) in all().filter(|(idx, it)| it.is_true && listed(*idx)) {
        let evidence = it.supports & state.world.clues != 0;
        let sure = SURE_PC[usize::from(evidence)];
        let said = state.board[idx].map(|belief| belief.confidence);
        if said != Some(sure) {
            return Some(format!("hyp {} {sure}", it.id));
        }
    }
    // One rival is enough, and only until something speaks against it.
    let rivals = || all().filter(|(_, it)| !it.is_true);
    for (idx, it) in rivals() {
        let held = state.board[idx].is_some_and(|belief| belief.dropped.is_none());
        let over = state.truly_mitigated.is_some();
        if held && (over || it.against & state.world.clues != 0) {
            return Some(format!("drop {}", it.id));
        }
    }
    let stated = rivals().any(|(idx, _)| state.board[idx].is_some());
    let rival = rivals()
        .map(|(idx, _)| HypothesisIdx(idx))
        .find(|idx| listed(idx.0) && scenario.hypotheses[idx.0].against & state.world.clues == 0);
    let rival = rival.filter(|_| !stated && state.truly_mitigated.is_none())?;
    Some(format!(
        "hyp {} {RIVAL_PC}",
        scenario.hypotheses[rival.0].id
    ))
}

/// A word for what users see that promises nothing.
fn impact(scenario: &Scenario) -> &str {
    let promised = |word: &str| {
        let mut words = scenario.unfounded.iter().flat_map(|it| &it.words);
        words.any(|it| word.contains(it.as_str()) || it.contains(word))
    };
    let mut words = scenario.impact_words.iter().map(String::as_str);
    words.find(|word| !promised(word)).unwrap_or("errors")
}

/// What is typed for a step.
fn typed(scenario: &Scenario, moved: Move) -> String {
    match moved {
        Move::Acknowledge => "ack".to_owned(),
        Move::Page(who) => format!("page {}", scenario.responders[who.0].id),
        Move::Post(audience) => format!(
            "post {} What users see: {}. We are working on it. Next update in 30 minutes.",
            scenario.audiences[audience.0].id,
            impact(scenario)
        ),
        Move::Claim(Claim::Severity) => format!("sev {}", scenario.metadata.severity),
        Move::Claim(claim) => claim.word().to_owned(),
        Move::Start(_, who, action) => asked(scenario, scenario.you, who, action),
    }
}

/// What changes on Monday, in any incident.
const COMMITMENTS: [&str; 3] = [
    "commit lead 2030-01-07 if a change of this kind is made then two people will read it first",
    "commit lead 2030-01-14 when the first alert of this kind fires then we page who can undo it",
    "roti 5 try the slow steps for real",
];
