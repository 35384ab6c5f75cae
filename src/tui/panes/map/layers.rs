//! Who stands above whom on the service map.
//!
//! A service stands above what it needs. A circle is opened where a walk in the order of the
//! services first comes back to where it has been; that arrow then points up. What reaches over
//! several layers passes each of them at a place of its own, so that no arrow runs through a box.
//!
//! Invariant: every service stands in one layer; every step leads one layer down; the same map
//! gives the same layers.

/// Something that stands in a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    /// A service, by its place.
    Service(usize),
    /// An arrow that passes.
    Passes,
}

/// A step of an arrow from one layer to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The layer above.
    pub layer: usize,
    /// The place in the layer above.
    pub from: usize,
    /// The place in the layer below.
    pub to: usize,
    /// The arrow points up: a circle is closed by it.
    pub up: bool,
}

/// The services in layers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layers {
    /// The layers, the topmost first.
    pub nodes: Vec<Vec<Node>>,
    /// The arrows' steps.
    pub steps: Vec<Step>,
}

/// Rounds in which neighbours are brought near each other.
const ROUNDS: usize = 6;

/// The layers of services that need each other so.
#[must_use]
pub fn layers(needs: &[Vec<usize>]) -> Layers {
    let edges = edges(needs);
    let depths = depths(needs.len(), &edges);
    let n_layers = depths.iter().map(|depth| depth + 1).max().unwrap_or(0);
    let mut layers = Layers {
        nodes: vec![Vec::new(); n_layers],
        steps: Vec::new(),
    };
    let mut places = Vec::new();
    for (service, depth) in depths.iter().enumerate() {
        places.push(layers.nodes[*depth].len());
        layers.nodes[*depth].push(Node::Service(service));
    }
    for edge in &edges {
        let mut from = places[edge.above];
        let (top, bottom) = (depths[edge.above], depths[edge.below]);
        for layer in top..bottom {
            let to = if layer + 1 == bottom {
                places[edge.below]
            } else {
                layers.nodes[layer + 1].push(Node::Passes);
                layers.nodes[layer + 1].len() - 1
            };
            layers.steps.push(Step {
                layer,
                from,
                to,
                up: edge.up,
            });
            from = to;
        }
    }
    for round in 0..ROUNDS {
        layers.straighten(round % 2 == 0);
    }
    layers
}

/// A need, turned so that it leads down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edge {
    above: usize,
    below: usize,
    up: bool,
}

fn edges(needs: &[Vec<usize>]) -> Vec<Edge> {
    let mut walk = Walk {
        needs,
        seen: vec![Seen::Not; needs.len()],
        edges: Vec::new(),
    };
    // Where nobody leads to is where one begins.
    let is_needed = |service: usize| needs.iter().flatten().any(|it| *it == service);
    let begins = (0..needs.len()).filter(|it| !is_needed(*it));
    for service in begins.chain(0..needs.len()) {
        walk.visit(service);
    }
    walk.edges
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    OnTheWay,
    Done,
}

struct Walk<'n> {
    needs: &'n [Vec<usize>],
    seen: Vec<Seen>,
    edges: Vec<Edge>,
}

impl Walk<'_> {
    fn visit(&mut self, service: usize) {
        if self.seen[service] != Seen::Not {
            return;
        }
        self.seen[service] = Seen::OnTheWay;
        for need in &self.needs[service] {
            // What needs itself needs no arrow.
            if *need == service {
                continue;
            }
            self.visit(*need);
            let up = self.seen[*need] == Seen::OnTheWay;
            let (above, below) = if up {
                (*need, service)
            } else {
                (service, *need)
            };
            let edge = Edge { above, below, up };
            if !self.edges.contains(&edge) {
                self.edges.push(edge);
            }
        }
        self.seen[service] = Seen::Done;
    }
}

/// How far down each stands: below everything that leads to it.
fn depths(n_services: usize, edges: &[Edge]) -> Vec<usize> {
    let mut depths = vec![0; n_services];
    // No circle is left: so many rounds suffice.
    for _ in 0..n_services {
        for edge in edges {
            depths[edge.below] = depths[edge.below].max(depths[edge.above] + 1);
        }
    }
    depths
}

impl Layers {
    /// Orders each layer by where its neighbours stand, those above or those below.
    fn straighten(&mut self, downwards: bool) {
        let all: Vec<usize> = if downwards {
            (1..self.nodes.len()).collect()
        } else {
            (0..self.nodes.len().saturating_sub(1)).rev().collect()
        };
        for layer in all {
            let middle = |place: usize| {
                let near = self.steps.iter().filter_map(|it| {
                    if downwards && it.layer + 1 == layer && it.to == place {
                        Some(it.from)
                    } else if !downwards && it.layer == layer && it.from == place {
                        Some(it.to)
                    } else {
                        None
                    }
                });
                let near: Vec<usize> = near.collect();
                let beside = if downwards { layer - 1 } else { layer + 1 };
                let n_beside = self.nodes[beside].len().max(1);
                let n_here = self.nodes[layer].len().max(1);
                // In hundredths of the layer's width, so that layers of other lengths compare.
                if near.is_empty() {
                    (place * 2 + 1) * 5000 / n_here
                } else {
                    let sum: usize = near.iter().map(|it| (it * 2 + 1) * 5000 / n_beside).sum();
                    sum / near.len()
                }
            };
            let mut order: Vec<usize> = (0..self.nodes[layer].len()).collect();
            order.sort_by_key(|place| (middle(*place), *place));
            self.reorder(layer, &order);
        }
    }

    fn reorder(&mut self, layer: usize, order: &[usize]) {
        let nodes = order.iter().map(|old| self.nodes[layer][*old]).collect();
        self.nodes[layer] = nodes;
        let moved = |old: usize| order.iter().position(|it| *it == old).unwrap_or(old);
        for step in &mut self.steps {
            if step.layer == layer {
                step.from = moved(step.from);
            }
            if step.layer + 1 == layer {
                step.to = moved(step.to);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services(layers: &Layers) -> Vec<Vec<usize>> {
        let layer = |nodes: &Vec<Node>| {
            let services = nodes.iter().filter_map(|it| match it {
                Node::Service(service) => Some(*service),
                Node::Passes => None,
            });
            services.collect()
        };
        layers.nodes.iter().map(layer).collect()
    }

    #[test]
    fn what_is_needed_stands_below() {
        let it = layers(&[vec![1, 2], vec![3], vec![3], vec![]]);
        assert_eq!(services(&it), [vec![0], vec![1, 2], vec![3]]);
        assert_eq!(it.steps.len(), 4);
    }

    #[test]
    fn a_long_arrow_passes_each_layer() {
        let it = layers(&[vec![1, 2], vec![2], vec![]]);
        assert_eq!(services(&it), [vec![0], vec![1], vec![2]]);
        assert!(it.nodes[1].contains(&Node::Passes));
        assert_eq!(it.steps.len(), 4);
    }

    #[test]
    fn a_circle_is_opened_and_its_arrow_points_up() {
        let it = layers(&[vec![1], vec![2], vec![0], vec![3]]);
        assert_eq!(services(&it), [vec![0, 3], vec![1], vec![2]]);
        let up: Vec<bool> = it.steps.iter().map(|it| it.up).collect();
        assert!(up.contains(&true) && up.contains(&false));
        assert_eq!(layers(&[]), Layers::default());
        let pair = layers(&[vec![1], vec![0]]);
        assert_eq!(services(&pair), [vec![0], vec![1]]);
    }
}
