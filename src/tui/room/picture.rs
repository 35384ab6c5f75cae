//! The picture of the room: what is told now, laid out for a size and ready to be painted.
//!
//! Invariant: making one moves nothing that somebody chose, as long as what was chosen is there.

use ratatui::layout::{Rect, Size};

use super::head;
use super::layout::{Layout, Shape, Wanted};
use super::look::{Choice, Zoom};
use crate::tui::panes::map::drawing::Drawing;
use crate::tui::panes::{Pane, board, chart, commands, logs, map, people, signals, timeline};
use crate::tui::paper::Row;
use crate::tui::prompt::Prompt;
use crate::view::Scene;
use crate::view::board as view_board;
use crate::view::chart::{self as view_chart, Chart};
use crate::view::help::{examples, help_now, listed};
use crate::view::logs::{self as view_logs, Filter, Reading};
use crate::view::map::{self as view_map, Map};
use crate::view::people::{self as view_people, PersonRow};
use crate::view::prompt::{self as view_prompt, Completion};
use crate::view::room::{self as view_room, Header, Room};
use crate::view::signals::{self as view_signals, AlertRow, MetricRow};
use crate::view::timeline::{Entry, Which, since};

use super::RoomScreen;

/// The timeline's rows for a width.
#[derive(Debug, Clone, Default)]
pub(super) struct Wrapped {
    pub(super) width: usize,
    /// Columns of the longest time so far.
    pub(super) time: usize,
    pub(super) which: Which,
    pub(super) n_entries: usize,
    pub(super) rows: Vec<Row>,
    /// The first row of each entry that is shown, the entry, and the columns of its time.
    pub(super) starts: Vec<(usize, usize, u16)>,
}

/// Everything that is painted, finished.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    pub(super) header: Header,
    pub(super) room: Room,
    pub(super) prompt: view_prompt::Prompt,
    pub(super) completions: Vec<Completion>,
    /// What the panes show, with their places.
    pub(super) panes: Vec<(Pane, Rect, Content)>,
    /// What is left out of the main pane, or how closely it is read, for its title.
    pub(super) title: String,
    /// Where that stands, if the row of the tabs has no room for it.
    pub(super) title_line: Option<Rect>,
    /// What the graphs span.
    pub(super) graphs_span: String,
    pub(super) layout: Layout,
    pub(super) is_over: bool,
}

/// What a pane shows.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Rows in a window.
    Rows(Vec<Row>),
    /// The timeline's rows, which the room keeps.
    Timeline,
    /// A metric drawn large.
    Chart(Box<Chart>),
    /// The service map with boxes and arrows, and what is to say of the selected one.
    Drawing(Box<Drawing>, Vec<Row>),
}

impl RoomScreen {
    /// Makes the picture for a screen of that size.
    pub fn arrange(&mut self, scene: &Scene, prompt: &Prompt, size: Size) {
        let services = view_map::map(scene);
        let light = Light::of(scene, size.width);
        let layout = self.layout(scene, &light, services.services.len(), size);
        self.catch_up(scene, &layout);
        let plan = Self::plan(&light, &layout);
        let mut beside = layout.panes.iter().skip(1);
        let beside = beside.find(|(pane, _)| *pane == Pane::Signals);
        let n_beside = beside.map_or(0, |(_, area)| light.n_beside(*area));
        let n_points = plan.n_points();
        let Light {
            alerts,
            mut metrics,
            people,
            ..
        } = light;
        let window = view_signals::wide_window(scene, n_points);
        view_signals::graphs(scene, &mut metrics, window, n_points);
        let shown = Room {
            header: view_room::header(scene),
            alerts,
            metrics,
            people,
            claims: view_room::claims(scene),
            audiences: view_room::audiences(scene),
            board: view_board::board(scene),
            // The logs are read apart.
            logs: Vec::new(),
        };
        let reading = view_logs::reading(scene, self.logs_wanted(&layout));
        self.choice = Choice {
            n_metrics: shown.metrics.len(),
            n_services: services.services.len(),
            n_people: shown.people.len(),
            n_hypotheses: shown.board.hypotheses.len(),
            n_streams: scene.scenario().logs.len(),
            now: scene.now,
            ..self.choice
        };
        self.look.metric = self.look.metric.min(shown.metrics.len().saturating_sub(1));
        let last_service = services.services.len().saturating_sub(1);
        self.look.service = self.look.service.min(last_service);
        let last_hypothesis = shown.board.hypotheses.len().saturating_sub(1);
        self.look.hypothesis = self.look.hypothesis.min(last_hypothesis);
        let mut panes = Vec::new();
        for (nth, (pane, area)) in layout.panes.iter().enumerate() {
            let content = match pane {
                Pane::Timeline => Content::Timeline,
                Pane::Signals if nth == 0 => self.signals(scene, &shown, &plan, *area),
                Pane::Map if nth == 0 => self.map(&services, *area),
                Pane::Signals => {
                    let alerts = match n_beside {
                        0 => Vec::new(),
                        _ => signals::alert_rows(&shown.alerts, area.width.into()),
                    };
                    Content::Rows(plan.rows(&alerts, &shown.metrics, None))
                }
                _ => Content::Rows(self.rows(
                    scene,
                    &shown,
                    &services,
                    &reading,
                    (nth, *pane, *area),
                )),
            };
            if let (0, Content::Rows(rows)) = (nth, &content) {
                self.reveal_selected(rows);
            }
            panes.push((*pane, *area, content));
        }
        self.reveals = false;
        let title = match self.pane {
            Pane::Timeline => self.look.which.word().to_owned(),
            Pane::Logs => reading.title,
            Pane::Signals | Pane::People | Pane::Board | Pane::Commands | Pane::Map => {
                String::new()
            }
        };
        let title_line = self.title_line(&title, &layout, &mut panes);
        let graphs_span = shown.metrics.first().filter(|_| plan.has_graphs());
        let graphs_span = graphs_span.map(|it| view_signals::spans(it, n_points));
        self.picture = Some(Picture {
            header: shown.header.clone(),
            room: shown,
            prompt: view_prompt::prompt(scene),
            completions: Self::completions(scene, prompt),
            panes,
            title,
            title_line,
            graphs_span: graphs_span.unwrap_or_default(),
            layout,
            is_over: scene.state().ended.is_some(),
        });
    }

    /// The row for how closely one reads the main pane, where that has no room beside the tabs: of
    /// a moment nothing is cut.
    fn title_line(
        &self,
        title: &str,
        layout: &Layout,
        panes: &mut [(Pane, Rect, Content)],
    ) -> Option<Rect> {
        use unicode_width::UnicodeWidthStr;
        let (_, area, _) = panes.first_mut()?;
        let tabs = self.tabs(title, layout.main_width, [false; 2]);
        let room = tabs.for_title(layout.tabs.width);
        let has_room = title.width() <= room;
        if has_room || area.height < 3 {
            return None;
        }
        let line = Rect { height: 1, ..*area };
        *area = Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..*area
        };
        Some(line)
    }

    /// Takes in what is new in the timeline.
    fn catch_up(&mut self, scene: &Scene, layout: &Layout) {
        let (new, place) = since(scene, self.place);
        let from = self.entries.len();
        self.entries.extend(new);
        self.place = place;
        let is_shown = |wanted: Pane| layout.panes.iter().any(|(pane, _)| *pane == wanted);
        let (main, which) = (self.pane, self.look.which);
        let timeline = &self.scrolls[Pane::Timeline.idx()];
        let sees = |pane: Pane| match pane {
            Pane::Timeline => {
                let reads_back = main == Pane::Timeline && !timeline.is_at_end();
                is_shown(pane) && !reads_back && which == Which::All
            }
            _ => is_shown(pane),
        };
        self.news.take(&self.entries, from, sees);
        let sees_commands = sees(Pane::Commands);
        let n_new = self.commands.look(listed(scene), sees_commands);
        self.news.listed(n_new, sees_commands);
        let mut areas = layout.panes.iter();
        if let Some((_, area)) = areas.find(|(pane, _)| *pane == Pane::Timeline) {
            self.wrapped
                .catch_up(&self.entries, area.width.into(), which);
        }
    }

    /// The layout for a size: the panes beside the main one have what they want, if it is there.
    fn layout(&self, scene: &Scene, light: &Light, n_services: usize, size: Size) -> Layout {
        let shape = Shape {
            zoomed: self.look.zoom != Zoom::None,
            has_map: n_services > 0,
            ..Shape::default()
        };
        let layout = Layout::of(size, self.pane, shape);
        let mut wants = shape.wants;
        for (pane, area) in layout.panes.iter().skip(1) {
            let width = usize::from(area.width);
            let (needs, likes) = match pane {
                Pane::Signals => {
                    let graphs = signals::Plan::n_lines_wanted(width, &light.metrics);
                    (graphs, graphs + light.n_lines_of_alerts())
                }
                Pane::People => {
                    let n_audiences = scene.scenario().audiences.len();
                    people::n_lines_wanted(&light.people, n_audiences, width)
                }
                Pane::Map => (n_services, n_services),
                Pane::Timeline | Pane::Logs | Pane::Board | Pane::Commands => continue,
            };
            let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
            wants[pane.idx()] = Some(Wanted {
                needs: count(needs),
                likes: count(likes),
            });
        }
        Layout::of(size, self.pane, Shape { wants, ..shape })
    }

    /// How the graphs share the pane that they are in.
    fn plan(light: &Light, layout: &Layout) -> signals::Plan {
        let mut panes = layout.panes.iter().enumerate();
        let here = panes.find(|(_, (pane, _))| *pane == Pane::Signals);
        let (nth, area) = here.map_or((1, Rect::ZERO), |(nth, (_, area))| (nth, *area));
        let is_main = nth == 0;
        let room = signals::Room {
            width: area.width.into(),
            height: area.height.into(),
            scrolls: is_main,
            selects: is_main,
        };
        let n_alert_lines = if is_main {
            light.alerts.len().max(1)
        } else {
            light.n_beside(area)
        };
        signals::Plan::of(room, n_alert_lines, &light.metrics)
    }

    /// What is selected in a pane, while one looks around in it.
    pub(super) fn selects(&self, pane: Pane) -> Option<usize> {
        let is_here = pane == self.pane && (!self.typing || self.look.zoom != Zoom::None);
        match pane {
            Pane::Signals if is_here => Some(self.look.metric),
            Pane::Map if is_here => Some(self.look.service),
            Pane::People if is_here => Some(self.look.person),
            Pane::Board if is_here => Some(self.look.hypothesis),
            _ => None,
        }
    }

    fn logs_wanted(&self, layout: &Layout) -> view_logs::Wanted<'_> {
        let is_main = self.pane == Pane::Logs;
        let n_lines = layout.panes.iter().find(|(pane, _)| *pane == Pane::Logs);
        let n_streams = u16::try_from(self.choice.n_streams.max(1)).unwrap_or(u16::MAX);
        view_logs::Wanted {
            stream: self.look.stream.filter(|_| is_main),
            filter: if is_main { self.look.filter.text() } else { "" },
            held: self.look.held.filter(|_| is_main),
            n_lines: n_lines.map_or(0, |(_, area)| {
                let at_least = if is_main { 4 } else { 1 };
                usize::from((area.height / n_streams).saturating_sub(2).max(at_least))
            }),
        }
    }

    fn signals(
        &mut self,
        scene: &Scene,
        shown: &Room,
        plan: &signals::Plan,
        area: Rect,
    ) -> Content {
        let Some(metric) = self.look.chart() else {
            let selected = self.selects(Pane::Signals);
            let alerts = signals::alert_rows(&shown.alerts, area.width.into());
            return Content::Rows(plan.rows(&alerts, &shown.metrics, selected));
        };
        if shown.metrics.is_empty() {
            return Content::Rows(vec![chart::none()]);
        }
        let (columns, lines) = chart::plot_size(area);
        let usual = view_signals::window(scene.scenario());
        let window = self.look.window.unwrap_or(usual);
        self.choice.window = window;
        self.choice.usual = usual;
        self.choice.column = view_chart::column(window, columns);
        let wanted = view_chart::Wanted {
            metric,
            window,
            cursor: self.look.cursor,
            before: true,
            n_points: columns * 2,
            n_values: (lines / 3).max(2),
            n_times: columns / 12,
        };
        Content::Chart(Box::new(view_chart::chart(scene, &self.entries, wanted)))
    }

    fn map(&self, services: &Map, area: Rect) -> Content {
        let width = usize::from(area.width);
        let selected = self.selects(Pane::Map);
        let details = selected.and_then(|idx| services.services.get(idx));
        let details = details.map_or_else(Vec::new, |it| map::details(it, width));
        let drawing = (!services.services.is_empty()).then(|| Drawing::of(services, width));
        // A little of the reasons at least.
        let fits = |it: &Drawing| it.height + 1 + details.len().min(4) <= area.height.into();
        match drawing.flatten().filter(fits) {
            Some(drawing) => Content::Drawing(Box::new(drawing), details),
            None => Content::Rows(map::rows(services, selected, width)),
        }
    }

    fn rows(
        &self,
        scene: &Scene,
        shown: &Room,
        services: &Map,
        reading: &Reading,
        (nth, pane, area): (usize, Pane, Rect),
    ) -> Vec<Row> {
        let width = usize::from(area.width);
        match pane {
            Pane::Timeline | Pane::Signals => Vec::new(),
            Pane::Logs if nth == 0 => {
                let filter = Filter::of(self.look.filter.text());
                logs::rows(reading, &filter, width)
            }
            Pane::Logs => logs::side_rows(reading, (width, area.height.into())),
            Pane::People if nth == 0 => people::rows(
                &shown.people,
                &shown.claims,
                &shown.audiences,
                self.selects(pane),
                width,
            ),
            Pane::People => {
                people::side_rows(&shown.people, &shown.claims, &shown.audiences, width)
            }
            Pane::Board if nth == 0 => board::rows(
                &shown.board,
                &shown.people,
                &shown.audiences,
                self.selects(pane),
                width,
            ),
            Pane::Board => {
                let size = (width, usize::from(area.height));
                board::side_rows(&shown.board, &shown.people, &shown.audiences, size)
            }
            Pane::Commands => {
                let new = examples(scene, &self.commands.new);
                commands::rows_marked(&help_now(scene), &new, width)
            }
            Pane::Map => map::side_rows(services, width),
        }
    }
}

/// What the layout hangs on: the words, not the curves.
struct Light {
    alerts: Vec<AlertRow>,
    metrics: Vec<MetricRow>,
    people: Vec<PersonRow>,
    /// The head has no room for all alerts.
    is_head_full: bool,
}

impl Light {
    fn of(scene: &Scene, width: u16) -> Self {
        let alerts = view_signals::alerts(scene);
        let usual = view_signals::window(scene.scenario());
        Self {
            metrics: view_signals::metrics(scene, usual, 1),
            people: view_people::people(scene),
            is_head_full: !head::tells_all(&alerts, width),
            alerts,
        }
    }

    /// Lines of the alerts over the graphs beside the main pane, with the free one under them.
    const fn n_lines_of_alerts(&self) -> usize {
        if self.is_head_full {
            self.alerts.len() + 1
        } else {
            0
        }
    }

    /// Alerts over the graphs there: all of them, the worst first, if the head has no room for all
    /// and they take none from the names of the graphs; else none.
    fn n_beside(&self, area: Rect) -> usize {
        let graphs = signals::Plan::n_lines_wanted(area.width.into(), &self.metrics);
        let n_lines = self.n_lines_of_alerts();
        let has_room = n_lines + graphs <= area.height.into();
        if has_room {
            n_lines.saturating_sub(1)
        } else {
            0
        }
    }
}

impl Wrapped {
    fn catch_up(&mut self, entries: &[Entry], width: usize, which: Which) {
        let new = entries.iter().skip(self.n_entries);
        let time = new
            .map(|it| it.time.len())
            .max()
            .unwrap_or(0)
            .max(self.time);
        // The first hour is over: once, all of it is wrapped again.
        if self.width != width || self.which != which || self.time != time {
            *self = Self {
                width,
                time,
                which,
                ..Self::default()
            };
        }
        let columns = timeline::Columns { time, width };
        for (idx, entry) in entries.iter().enumerate().skip(self.n_entries) {
            if which.shows(entry.kind) {
                let time = u16::try_from(entry.time.len()).unwrap_or(u16::MAX);
                self.starts.push((self.rows.len(), idx, time));
                timeline::rows(&mut self.rows, std::slice::from_ref(entry), columns);
            }
        }
        self.n_entries = entries.len();
    }
}
