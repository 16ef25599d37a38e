-- Does a report reprint earlier figures as they were published? One statement over the relation `observations`, which
-- runs unchanged in SQLite (the store's view), DuckDB and Spark (the exported Parquet). Figures are whole millionths.
--
-- A figure is held against the one that the report before it printed for the same line and period. A line that a report
-- prints twice for one period is left out: it cannot be told which one is meant.
WITH
prints AS (
    SELECT fact, line_id, period_start, period_end, shape, published, document, table_number, unit, millionths, low,
           high, restated,
           COUNT(*) OVER (PARTITION BY line_id, period_end, period_start, shape, published) AS times
    FROM observations
),
steps AS (
    SELECT fact, document, table_number, unit, millionths, low, high, restated,
           LAG(fact) OVER earlier AS earlier_fact,
           LAG(document) OVER earlier AS earlier_document,
           LAG(table_number) OVER earlier AS earlier_table_number,
           LAG(unit) OVER earlier AS earlier_unit,
           LAG(millionths) OVER earlier AS earlier_millionths,
           LAG(low) OVER earlier AS earlier_low,
           LAG(high) OVER earlier AS earlier_high
    FROM prints
    WHERE times = 1
    WINDOW earlier AS (PARTITION BY line_id, period_end, period_start, shape ORDER BY published)
),
compared AS (
    SELECT fact, earlier_fact, document, table_number, earlier_document, earlier_table_number, restated,
           CASE
               WHEN unit <> earlier_unit AND unit <> 'number' AND earlier_unit <> 'number' THEN 'other_unit'
               WHEN millionths = earlier_millionths THEN 'agrees'
               -- Three digits apart and more: thousands in one report and units in the other.
               WHEN ABS(millionths) > 200 * ABS(earlier_millionths) AND earlier_millionths <> 0 THEN 'other_scale'
               WHEN ABS(earlier_millionths) > 200 * ABS(millionths) AND millionths <> 0 THEN 'other_scale'
               -- Printed to the same digit: one unit of it may be rounding on the way, more is not.
               WHEN high - low = earlier_high - earlier_low THEN
                   CASE WHEN ABS(millionths - earlier_millionths) <= high - low THEN 'unlikely_rounding'
                        ELSE 'differs' END
               WHEN low <= earlier_high AND earlier_low <= high THEN 'within_rounding'
               ELSE 'differs'
           END AS outcome
    FROM steps
    WHERE earlier_fact IS NOT NULL
),
counted AS (
    SELECT fact, earlier_fact, restated, outcome,
           COUNT(*) OVER tables_compared AS compared,
           SUM(CASE WHEN outcome = 'differs' THEN 1 ELSE 0 END) OVER tables_compared AS apart
    FROM compared
    WINDOW tables_compared AS (PARTITION BY document, table_number, earlier_document, earlier_table_number)
)
SELECT fact, earlier_fact,
       CASE WHEN restated = 1 AND outcome IN ('differs', 'unlikely_rounding') THEN 'restatement' ELSE 'comparative' END AS rule,
       CASE WHEN outcome IN ('other_unit', 'other_scale') THEN 'not_tested'
            -- Tables that differ in most of what they share never showed the same thing.
            WHEN outcome IN ('differs', 'unlikely_rounding') AND apart > 2 AND 4 * apart > compared THEN 'not_tested'
            ELSE outcome END AS outcome,
       CASE WHEN outcome = 'other_unit' THEN 'the units differ'
            WHEN outcome = 'other_scale' THEN 'one of the figures is of another scale'
            WHEN outcome IN ('differs', 'unlikely_rounding') AND apart > 2 AND 4 * apart > compared
            THEN 'most figures of the two tables differ: they do not show the same thing' END AS reason
FROM counted
