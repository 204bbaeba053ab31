"""Great Expectations alone, on a table: `python stock_gx.py SUITE PARQUET`.

Validates the expectations it knows of a suite with its own engine over the whole table, and prints
one JSON list: type, column, success, observed value when it is one number.
"""

import json
import sys
import warnings
from pathlib import Path


def main():
    warnings.simplefilter("ignore")
    import great_expectations as gx
    import pandas
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    known = {name for name in dir(gx.expectations) if name.startswith("Expect")}
    wanted = [
        each
        for each in json.loads(Path(sys.argv[1]).read_text("utf-8"))["expectations"]
        if "".join(part.title() for part in each["type"].split("_")).lower()
        in {name.lower() for name in known}
    ]
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("stock").add_dataframe_asset("table")
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch(
        {"dataframe": pandas.read_parquet(sys.argv[2])}
    )
    suite = gx.ExpectationSuite(name="suite")
    for each in wanted:
        suite.add_expectation_configuration(ExpectationConfiguration(**each))
    found = []
    for each in batch.validate(suite).results:
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
    print(json.dumps(found))


if __name__ == "__main__":
    main()
