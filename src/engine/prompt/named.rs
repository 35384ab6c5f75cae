//! Things as people name them: by id, by what the screen calls them, or by the beginning of
//! either that no other begins with. Upper and lower case, hyphens and spaces do not matter.
//!
//! Invariant: a whole id means its thing, whatever else begins like it.

/// Something that can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What the screen calls it.
    pub name: String,
}

impl Named {
    /// A thing of that id and name.
    pub fn new(id: &impl ToString, name: &str) -> Self {
        Self {
            id: id.to_string(),
            name: name.to_owned(),
        }
    }
}

/// What something typed names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// That one, by its place.
    One(usize),
    /// More than one begins like it.
    Several(Vec<usize>),
    /// None.
    Nothing,
}

/// The thing that is meant, if it is one.
#[must_use]
pub fn named<'a>(all: &'a [Named], typed: &str) -> Option<&'a Named> {
    match find(all, typed) {
        Found::One(place) => all.get(place),
        Found::Several(_) | Found::Nothing => None,
    }
}

/// Which of the things is meant.
pub(super) fn find(all: &[Named], typed: &str) -> Found {
    let begins = |it: &Named, typed: &str| [&it.id, &it.name].map(|it| fold(it).starts_with(typed));
    match whole(all, typed) {
        Some(one) => Found::One(one),
        None if fold(typed).is_empty() => Found::Nothing,
        None => {
            let typed = fold(typed);
            let fits = all.iter().enumerate();
            let fits = fits.filter(|(_, it)| begins(it, &typed).contains(&true));
            let fits: Vec<usize> = fits.map(|(idx, _)| idx).collect();
            match fits[..] {
                [] => Found::Nothing,
                [one] => Found::One(one),
                [..] => Found::Several(fits),
            }
        }
    }
}

/// The one whose whole id or name was typed.
fn whole(all: &[Named], typed: &str) -> Option<usize> {
    let typed = fold(typed);
    let by_id = all.iter().position(|it| fold(&it.id) == typed);
    by_id.or_else(|| {
        let mut named = all.iter().enumerate();
        let mut named = named.by_ref().filter(|(_, it)| fold(&it.name) == typed);
        let first = named.next().filter(|_| !typed.is_empty());
        first.filter(|_| named.next().is_none()).map(|it| it.0)
    })
}

/// Which of the things the line begins with, and the rest of the line: a whole name may have
/// several words, a beginning is one.
pub(super) fn find_first<'a>(all: &[Named], line: &'a str) -> (Found, &'a str) {
    let line = line.trim();
    let ends = line.char_indices().filter(|(_, c)| c.is_whitespace());
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([line.len()]).collect();
    let first = ends[0];
    if let Found::One(one) = find_id(all, &line[..first]) {
        return (Found::One(one), line[first..].trim());
    }
    let mut longest_first = ends.iter().rev();
    let named = longest_first.find_map(|end| Some((whole(all, &line[..*end])?, *end)));
    match named {
        Some((one, end)) => (Found::One(one), line[end..].trim()),
        None => (find(all, &line[..first]), line[first..].trim()),
    }
}

fn find_id(all: &[Named], typed: &str) -> Found {
    let place = all.iter().position(|it| fold(&it.id) == fold(typed));
    place.map_or(Found::Nothing, Found::One)
}

/// As it is compared.
fn fold(text: &str) -> String {
    let text = text.to_lowercase().replace(['-', '_'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Named> {
        [
            ("dc-infra", "Data centre, infrastructure"),
            ("dc-net", "Data centre, network"),
            ("files", "MongoDB files"),
            ("files-old", "Old files"),
        ]
        .map(|(id, name)| Named::new(&id, name))
        .into()
    }

    #[test]
    fn an_id_a_name_or_a_beginning_that_no_other_has_names_it() {
        for (typed, expected) in [
            ("files", Found::One(2)),
            ("MONGODB  Files", Found::One(2)),
            ("mongo", Found::One(2)),
            ("dc n", Found::One(1)),
            ("DC_NET", Found::One(1)),
            ("dc", Found::Several(vec![0, 1])),
            ("data", Found::Several(vec![0, 1])),
            ("net", Found::Nothing),
            ("", Found::Nothing),
            (" ", Found::Nothing),
        ] {
            assert_eq!(find(&all(), typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_line_may_begin_with_a_name_of_several_words() {
        for (line, expected) in [
            ("files old 60", (Found::One(2), "old 60")),
            ("mongodb files 60", (Found::One(2), "60")),
            ("old files  60 %", (Found::One(3), "60 %")),
            ("mongo lvs -a", (Found::One(2), "lvs -a")),
            ("nobody lvs", (Found::Nothing, "lvs")),
            ("", (Found::Nothing, "")),
        ] {
            assert_eq!(find_first(&all(), line), expected, "{line}");
        }
    }
}
