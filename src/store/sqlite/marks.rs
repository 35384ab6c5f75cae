//! What sessions scored: the total beside the session, each dimension in a table of its own.
//!
//! The table is made when there is first something to put into it, and a program that does not
//! know it loses nothing: it is a copy of what the journals tell, for lists and trends.

use rusqlite::{Connection, TransactionBehavior, params};

use super::{Marks, SessionId, Summary};
use crate::engine::score::Dimension;

const MAKE_TABLE: &str = "
CREATE TABLE IF NOT EXISTS dimension_score (
    session INTEGER NOT NULL REFERENCES session (id),
    dimension TEXT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (session, dimension)
) STRICT, WITHOUT ROWID";

/// Keeps what a session scored, and says whether there is such a session.
pub(super) fn write(
    db: &mut Connection,
    session: SessionId,
    marks: Marks,
) -> rusqlite::Result<bool> {
    let all = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let changed = all.execute(
        "UPDATE session SET score = ?2 WHERE id = ?1",
        params![session.0, marks.total],
    )?;
    if changed == 0 {
        return Ok(false);
    }
    all.execute(MAKE_TABLE, [])?;
    all.execute(
        "DELETE FROM dimension_score WHERE session = ?1",
        [session.0],
    )?;
    for (dimension, points) in Dimension::ALL.iter().zip(marks.dimensions) {
        if let Some(points) = points {
            all.execute(
                "INSERT INTO dimension_score (session, dimension, points) VALUES (?1, ?2, ?3)",
                params![session.0, dimension.word(), points],
            )?;
        }
    }
    all.commit()?;
    Ok(true)
}

/// Adds the dimensions to sessions that have a total; they are in the order of their numbers.
pub(super) fn read(db: &Connection, sessions: &mut [Summary]) -> rusqlite::Result<()> {
    let is_there = "SELECT count(*) FROM sqlite_schema WHERE name = 'dimension_score'";
    if db.query_row(is_there, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(());
    }
    let mut select = db.prepare_cached("SELECT session, dimension, points FROM dimension_score")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let session = SessionId(row.get(0)?);
        let word: String = row.get(1)?;
        let place = Dimension::ALL.iter().position(|it| it.word() == word);
        let summary = sessions.binary_search_by_key(&session, |it| it.session);
        if let (Some(place), Ok(at)) = (place, summary)
            && let Some(marks) = &mut sessions[at].marks
        {
            marks.dimensions[place] = Some(row.get(2)?);
        }
    }
    Ok(())
}
