//! The arithmetic of a test as a formula over the cells of its figures.
//!
//! A test says what was computed, not how. The formula is found by trying the few that audits are made of (a sum, a
//! difference, a share, a change, a mean) and keeping the one that gives exactly what the test computed; where none
//! does, the number stands alone.

use rust_decimal::Decimal;

/// One figure that a test used: its number, whether the sum takes it off, and the row of its cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Operand {
    pub value: Decimal,
    pub off: bool,
    pub row: u32,
}

/// A formula and what it gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Working {
    pub formula: String,
    pub result: Decimal,
}

/// Longest formula that is written cell by cell; longer sums stand on neighbouring rows anyway.
const TERMS: usize = 60;

/// The formula over `column` whose result is `computed`.
pub(super) fn find(operands: &[Operand], computed: Decimal, column: char) -> Option<Working> {
    let cell = |o: &Operand| format!("{column}{}", o.row + 1);
    let exact = |formula: String, result: Option<Decimal>| {
        let result = result.filter(|r| r.normalize() == computed.normalize())?;
        Some(Working {
            formula: format!("={formula}"),
            result,
        })
    };
    let near = |formula: String, result: Option<Decimal>| {
        let result = result.filter(|r| rounds_to(*r, computed))?;
        Some(Working {
            formula: format!("={formula}"),
            result,
        })
    };
    let sum = |list: &[Operand]| {
        list.iter().try_fold(Decimal::ZERO, |sum, o| {
            sum.checked_add(if o.off { -o.value } else { o.value })
        })
    };
    let adding = || exact(added(operands, column)?, sum(operands));
    match operands {
        [] => None,
        [a] => exact(cell(a), Some(a.value))
            .or_else(|| exact(format!("ABS({})", cell(a)), Some(a.value.abs()))),
        [a, b] => {
            let (x, y) = (cell(a), cell(b));
            let (p, q) = (a.value, b.value);
            adding()
                .or_else(|| exact(x.clone(), Some(p)))
                .or_else(|| exact(y.clone(), Some(q)))
                .or_else(|| exact(format!("SUM({x}:{y})"), p.checked_add(q)))
                .or_else(|| moved(&exact, &near, (&x, p), (&y, q)))
                .or_else(|| exact(format!("{x}*{y}"), p.checked_mul(q)))
                .or_else(|| per(&x, &y, p, q, computed))
                .or_else(|| mean(operands, computed, column))
        }
        [a, b, ..] => adding()
            .or_else(|| same(operands, computed, column))
            .or_else(|| mean(operands, computed, column))
            .or_else(|| rest(operands, computed, column))
            // A change of a change: what it is taken of stands first.
            .or_else(|| moved(&exact, &near, (&cell(a), a.value), (&cell(b), b.value))),
    }
}

/// A way to a formula: kept when its result is what was computed.
type Kept<'a> = dyn Fn(String, Option<Decimal>) -> Option<Working> + 'a;

/// One figure held against another: a difference, a share, a change.
fn moved(
    exact: &Kept<'_>,
    near: &Kept<'_>,
    a: (&str, Decimal),
    b: (&str, Decimal),
) -> Option<Working> {
    let ((x, p), (y, q)) = (a, b);
    exact(format!("{x}-{y}"), p.checked_sub(q))
        .or_else(|| exact(format!("{y}-{x}"), q.checked_sub(p)))
        .or_else(|| near(format!("{x}/{y}"), p.checked_div(q)))
        .or_else(|| near(format!("({x}-{y})/{y}"), change(p, q)))
        .or_else(|| near(format!("({y}-{x})/{x}"), change(q, p)))
        .or_else(|| near(format!("{y}/{x}"), q.checked_div(p)))
        .or_else(|| near(format!("ABS({x}-{y})/{y}"), change(p, q).map(|c| c.abs())))
        .or_else(|| near(format!("ABS({y}-{x})/{x}"), change(q, p).map(|c| c.abs())))
}

/// Whether a longer number shows as a shorter one of at least two decimals: a quotient and its rounded form.
fn rounds_to(long: Decimal, shown: Decimal) -> bool {
    let shown = shown.normalize();
    // Fractions of percentages have two decimals more than what was computed.
    long.normalize() == shown || (shown.scale() >= 2 && long.round_dp(shown.scale()) == shown)
}

fn change(now: Decimal, before: Decimal) -> Option<Decimal> {
    now.checked_sub(before)?.checked_div(before)
}

/// A rate per so many.
fn per(x: &str, y: &str, p: Decimal, q: Decimal, computed: Decimal) -> Option<Working> {
    [100u32, 1_000, 10_000, 100_000]
        .into_iter()
        .find_map(|base| {
            let result = p.checked_div(q)?.checked_mul(base.into())?;
            rounds_to(result, computed).then(|| Working {
                formula: format!("={x}/{y}*{base}"),
                result,
            })
        })
}

/// One of several figures, all of them equal.
fn same(operands: &[Operand], computed: Decimal, column: char) -> Option<Working> {
    let found = operands.iter().find(|o| o.value == computed)?;
    let all = operands.iter().all(|o| o.value == computed);
    all.then(|| Working {
        formula: format!("={column}{}", found.row + 1),
        result: computed,
    })
}

fn mean(operands: &[Operand], computed: Decimal, column: char) -> Option<Working> {
    let (first, last) = (operands.first()?, operands.last()?);
    let mut sum = Decimal::ZERO;
    for operand in operands {
        sum = sum.checked_add(operand.value)?;
    }
    let result = sum.checked_div(operands.len().into())?;
    let whole = last.row - first.row + 1 == operands.len() as u32;
    (whole && rounds_to(result, computed)).then(|| Working {
        formula: format!(
            "=AVERAGE({column}{}:{column}{})",
            first.row + 1,
            last.row + 1
        ),
        result,
    })
}

/// A part that was recalculated from its total and the other parts: one figure less all others.
fn rest(operands: &[Operand], computed: Decimal, column: char) -> Option<Working> {
    let mut sum = Decimal::ZERO;
    for operand in operands {
        sum = sum.checked_add(operand.value)?;
    }
    let (first, last) = (operands.first()?, operands.last()?);
    if last.row - first.row + 1 != operands.len() as u32 {
        return None;
    }
    let total = operands.iter().find(|o| {
        o.value
            .checked_add(o.value)
            .and_then(|two| two.checked_sub(sum))
            == Some(computed)
    })?;
    let range = |from: u32, to: u32| format!("SUM({column}{}:{column}{})", from + 1, to + 1);
    let row = total.row;
    let formula = if row == first.row {
        format!("={column}{}-{}", row + 1, range(row + 1, last.row))
    } else if row == last.row {
        format!("={column}{}-{}", row + 1, range(first.row, row - 1))
    } else {
        format!(
            "={column}{}-{}-{}",
            row + 1,
            range(first.row, row - 1),
            range(row + 1, last.row)
        )
    };
    Some(Working {
        formula,
        result: computed,
    })
}

/// A sum by stretches of neighbouring rows: `SUM(I3:I7)-SUM(I8:I9)`.
fn added(operands: &[Operand], column: char) -> Option<String> {
    let mut stretches: Vec<(bool, u32, u32)> = Vec::new();
    for o in operands {
        match stretches.last_mut() {
            Some((off, _, last)) if *off == o.off && *last + 1 == o.row => *last = o.row,
            _ => stretches.push((o.off, o.row, o.row)),
        }
    }
    if stretches.len() > TERMS {
        return None;
    }
    let mut out = String::new();
    for (i, (off, first, last)) in stretches.into_iter().enumerate() {
        out.push_str(match (off, i) {
            (true, _) => "-",
            (false, 0) => "",
            (false, _) => "+",
        });
        out.push_str(&format!("SUM({column}{}:{column}{})", first + 1, last + 1));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[&str], computed: &str) -> String {
        let operands: Vec<Operand> = values
            .iter()
            .zip(4..)
            .map(|(v, row)| Operand {
                value: v.trim_start_matches('~').parse().expect("a number"),
                off: v.starts_with('~'),
                row,
            })
            .collect();
        find(&operands, computed.parse().expect("a number"), 'I')
            .map_or_else(String::new, |w| w.formula)
    }

    #[test]
    fn the_formula_is_the_one_that_gives_what_was_computed() {
        assert_eq!(found(&["960", "302", "140"], "1402"), "=SUM(I5:I7)");
        assert_eq!(
            found(&["19.4", "1", "~0.5", "~0.2"], "19.7"),
            "=SUM(I5:I6)-SUM(I7:I8)"
        );
        assert_eq!(found(&["471", "497"], "-26"), "=I5-I6");
        assert_eq!(found(&["622", "788"], "0.78934"), "=I5/I6");
        assert_eq!(found(&["878", "826"], "0.062954"), "=(I5-I6)/I6");
        assert_eq!(found(&["3", "8000"], "37.5"), "=I5/I6*100000");
        assert_eq!(found(&["3", "4", "8"], "5"), "=AVERAGE(I5:I7)");
        assert_eq!(found(&["100", "40", "35"], "25"), "=I5-SUM(I6:I7)");
        assert_eq!(found(&["41"], "41"), "=I5");
    }

    #[test]
    fn without_a_formula_that_gives_it_the_number_stands_alone() {
        assert_eq!(found(&["3", "5", "9"], "4"), "");
        assert_eq!(found(&[], "4"), "");
        assert_eq!(found(&["7", "0"], "4"), "", "nothing is divided by zero");
    }
}
