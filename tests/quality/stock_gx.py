"""Great Expectations alone, on tables: `python stock_gx.py SUITE PARQUET [SUITE PARQUET …]`.

Validates the expectations it knows of each suite with its own engine over the whole table, and
prints one JSON list a table: type, column, success, observed value when it is one number.
"""

import json
import sys
import warnings
from pathlib import Path


def main():
    warnings.simplefilter("ignore")
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("stock")
    for suite, table in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        print(json.dumps(verdicts(gx, source, Path(suite), table)))


def verdicts(gx, source, file, table):
    import pandas
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    batch = source.add_dataframe_asset(file.stem).add_batch_definition_whole_dataframe("whole")
    suite = gx.ExpectationSuite(name=file.stem)
    for each in known(gx, json.loads(file.read_text("utf-8"))["expectations"]):
        suite.add_expectation_configuration(ExpectationConfiguration(**each))
    found = []
    got = batch.get_batch({"dataframe": pandas.read_parquet(table)})
    for each in got.validate(suite).results:
        assert not each.exception_info.get("raised_exception"), each
        seen = each.result.get("observed_value")
        found.append(
            [
                each.expectation_config.type,
                each.expectation_config.kwargs.get("column", ""),
                bool(each.success),
                float(seen) if hasattr(seen, "__float__") else None,
            ]
        )
    return found


def known(gx, expectations):
    """Those that Great Expectations ships."""
    names = {name.lower() for name in dir(gx.expectations) if name.startswith("Expect")}
    return [each for each in expectations if each["type"].replace("_", "") in names]


if __name__ == "__main__":
    main()
