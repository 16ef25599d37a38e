use crate::claim::told;

#[test]
fn from_to_and_by_are_linked_in_any_order() {
    for (text, claim) in [
        (
            "Visits rose to 44% compared to 34% in the previous year.",
            "Change up: Current 44% Previous 34%",
        ),
        (
            "The wait fell by 3 weeks to 31 weeks compared to 34 weeks for 2022/23, and 50 weeks for 2021/22.",
            "Change down: Change 3 weeks Current 31 weeks Previous 34 weeks Previous 50 weeks",
        ),
        (
            "Income showed an increase from £1,247 to £1,570 million.",
            "Change up: Previous £1,247 Current £1,570 million",
        ),
        (
            "There has been a decrease from 42 to 29 licences granted.",
            "Change down: Previous 42 Current 29",
        ),
        (
            "The rate decreased slightly from 76% on 31/3/23 to 65%.",
            "Change down: Previous 76% Current 65%",
        ),
        (
            "It helped 547 families, up from 505 in 2022/23.",
            "Change up: Current 547 Previous 505",
        ),
        (
            "Twelve clubs closed, 6 more than the previous year.",
            "Change up: Current Twelve Change 6",
        ),
        (
            "Sales of £1.4m in 2023 increased 15.2% from £1.2m.",
            "Change up: Current £1.4m Change 15.2% Previous £1.2m",
        ),
        (
            "The grant is £26.9m, an increase of £12.5m (86%) on last year.",
            "Change up: Current £26.9m Change £12.5m Change 86%",
        ),
        (
            "The number of agency staff has reduced by twelve.",
            "Change down: Change twelve",
        ),
        (
            "Cash rose by $7.5m to $55.6m in 2023, as compared to $48.1m in 2022.",
            "Change up: Change $7.5m Current $55.6m Previous $48.1m",
        ),
        (
            "Costs fell $788 or 5.8% to $12,828 from $13,616.",
            "Change down: Change $788 Change 5.8% Current $12,828 Previous $13,616",
        ),
        (
            "Margin fell by 130 basis points to 38.7% from 40.0%.",
            "Change down: Change 130 basis points Current 38.7% Previous 40.0%",
        ),
        (
            "A record high 502 letters came in, compared with 445 in the previous year.",
            "Change up: Current 502 Previous 445",
        ),
    ] {
        assert_eq!(told(text), [claim], "{text}");
    }
}

#[test]
fn two_words_may_speak_of_the_same_figures() {
    assert_eq!(
        told(
            "There was an increase in the number of homes let rising to 44% compared to 34% in the previous year."
        ),
        [
            "Change up: Current 44% Previous 34%",
            "Change up: Current 44% Previous 34%"
        ]
    );
    assert_eq!(
        told("The share rose from 42% to 48%, an increase of six percentage points."),
        [
            "Change up: Previous 42% Current 48%",
            "Change up: Previous 42% Current 48% Change six percentage points"
        ]
    );
}

#[test]
fn a_rate_of_growth_may_itself_fall() {
    for (text, claim) in [
        (
            "Growth is projected to decline sharply from 2.7 percent in 2022 to 1.2 percent in 2023.",
            "Change down: Previous 2.7 percent Current 1.2 percent",
        ),
        (
            "In the valley growth in rents is set to fall from 2.0% to 1.4%.",
            "Change down: Previous 2.0% Current 1.4%",
        ),
        (
            "The increase in fees fell from 4% to 3%.",
            "Change down: Previous 4% Current 3%",
        ),
    ] {
        assert_eq!(told(text), [claim], "{text}");
    }
    for text in [
        "A growth slowdown in rents, from 8.7% in 2022 to 2.6% in 2023, was steeper than expected.",
        "Growth in rents slowed from 8.7% to 2.6%.",
    ] {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(
        told(
            "Losses that decrease the fund came of an increase in discount rates from 5.00% to 5.61%."
        ),
        ["Change up: Previous 5.00% Current 5.61%"]
    );
    for text in [
        "We anticipate a decrease in the cost of sales.",
        "Costs rose, driven by a decrease in the number of volunteers.",
        "The cost of sales decreased as a percentage of income.",
        "The cost of sales is reduced by payments of suppliers.",
    ] {
        let of: Vec<String> = told(text)
            .into_iter()
            .filter(|c| c.contains("down"))
            .collect();
        assert_eq!(of, Vec::<String>::new(), "{text}");
    }
    assert_eq!(
        told("There was growth in visits from 30 to 45."),
        ["Change up: Previous 30 Current 45"]
    );
}

#[test]
fn higher_than_is_said_of_a_figure_or_of_the_noun_beside_it() {
    assert_eq!(
        told("Some 3.8% lost a part of their savings higher than 10%."),
        Vec::<String>::new()
    );
    assert_eq!(
        told("The rate of 44% was slightly higher than the 34% of last year."),
        ["Change up: Current 44% Previous 34%"]
    );
}

#[test]
fn this_is_an_increase_takes_its_value_from_the_sentence_before() {
    assert_eq!(
        told(
            "We paid out £412,300. This is an increase on the amount paid in the previous year (£455,120)."
        ),
        ["Change up: Current £412,300 Previous £455,120"]
    );
    assert_eq!(
        told(
            "The panel met on 21 occasions hearing 51 cases. This is a fall on the previous year when it met on 18 occasions, hearing 49 cases."
        ),
        [
            "Change down: Current 21 Previous 18",
            "Change down: Current 51 Previous 49"
        ]
    );
}

#[test]
fn figures_of_another_clause_are_left_alone() {
    assert_eq!(
        told("We saw 121 homes, three more than in 2022/23, and 66 reviews began."),
        ["Change up: Current 121 Change three"]
    );
    assert_eq!(
        told("Mr Rose met 12 people in line with the plan."),
        Vec::<String>::new()
    );
    assert_eq!(
        told(
            "Profit of $672 million, or $0.74 per share, was higher than the $606 million of 2022."
        ),
        ["Change up: Current $672 million Previous $606 million"]
    );
}

#[test]
fn an_earlier_value_may_stand_in_brackets_behind_its_period() {
    for (text, claim) in [
        (
            "Income was £4.2m (2019: £3.9m), an increase of 7.7%.",
            "Change up: Current £4.2m Previous £3.9m Change 7.7%",
        ),
        (
            "Fees of £275 (2018/19 - £125) increased in the year.",
            "Change up: Current £275 Previous £125",
        ),
        (
            "Fees fell to £125 (2019: £275).",
            "Change down: Current £125 Previous £275",
        ),
    ] {
        assert_eq!(told(text), [claim], "{text}");
    }
    let other = told("Fees of £275 (of which £125 were late) increased in the year.");
    assert!(!other.iter().any(|c| c.contains("Previous")), "{other:?}");
}

#[test]
fn the_present_value_is_what_the_sentence_counts_and_not_of_how_many() {
    for (text, claim) in [
        (
            "Some 49 people stood for the 16 seats available, up from 41 last year.",
            "Change up: Current 49 Previous 41",
        ),
        (
            "The county has 31 schools in the top 200, down from 32 last year.",
            "Change down: Current 31 Previous 32",
        ),
        (
            "The energy will increase from 4 trillion volts to 6.5.",
            "Change up: Previous 4 trillion Current 6.5",
        ),
    ] {
        assert_eq!(told(text), [claim], "{text}");
    }
}

#[test]
fn two_values_before_a_change_are_told_apart() {
    for (text, claim) in [
        (
            "Sales were £896,493 in 2021 compared to £728,333 in 2020, an increase of £168,160, or 23.1%.",
            "Change up: Current £896,493 Previous £728,333 Change £168,160 Change 23.1%",
        ),
        (
            "Sales were £15m and £16m in 2021 and 2020, respectively, a decrease of £1m.",
            "Change down: Current £15m Previous £16m Change £1m",
        ),
        (
            "Receipts were £98m in 2022, a £9m (10%) increase on 2021.",
            "Change up: Current £98m Change £9m Change 10%",
        ),
        (
            "Spending was £55m in 2022, £5m (10%) more than in 2021.",
            "Change up: Current £55m Change £5m Change 10%",
        ),
    ] {
        let told = told(text);
        assert!(told.iter().any(|c| c == claim), "{text}: {told:?}");
    }
    let unsure = told("Sales were £15m and £16m, respectively, a decrease of £1m.");
    assert!(!unsure.iter().any(|c| c.contains("Current")), "{unsure:?}");
}

#[test]
fn a_name_ends_what_is_compared_and_a_change_is_no_earlier_value() {
    for text in [
        "The Crown is £1.65 for a pint, a smooth 35p less than Smiths and £6 for a bottle.",
        "A side is £2.50, 70p more than plain fries and 20p more than cheese fries.",
        "There is £1,475 in the bank, which is £206 more than at the fair less £77 that is owed.",
        "It has risen by anywhere from 11% to 22.1% each year, a total increase of 76.2%, as compared to a growth of 19.2%.",
    ] {
        let told = told(text);
        assert!(!told.iter().any(|c| c.contains("Previous")), "{told:?}");
    }
}

#[test]
fn a_ratio_of_one_to_many_changes_as_a_whole() {
    for text in [
        "We are increasing the standard from one post per 325 pupils to one post per 250 pupils.",
        "Bill 991, which reduces from 21 to 10 days the time to pay.",
        "The limit shall be increased from 3.25 to one to 3.75 to one.",
    ] {
        let told = told(text);
        assert!(
            !told.iter().any(|c| c.contains("one") || c.contains("991")),
            "{told:?}"
        );
    }
}

#[test]
fn a_direction_may_stand_without_figures_but_not_as_a_wish() {
    assert_eq!(
        told("There was a noticeable reduction in the number of enquiries."),
        ["Change down:"]
    );
    for wish in [
        "We aim to reduce the number of enquiries.",
        "The allowance reduces the net amount.",
        "The new timetable increases the number of journeys.",
    ] {
        assert_eq!(told(wish), Vec::<String>::new(), "{wish}");
    }
}
