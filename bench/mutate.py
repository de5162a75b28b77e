"""Mutation of the law of charters: does a test notice when authority, quorum, threshold or deadline
code says something else?

python bench/mutate.py [--only authority] [--list]

Every comparison, `and`/`or`, `not`, condition, flag, whole number, `+`/`-`, `min`/`max`,
`floor`/`ceil` and `any`/`all` inside the functions of MODULES is changed, one at a time. For each a
fork of this process puts the changed code under the functions already imported, and runs the
tests of the engine until the first fails. What no test notices has survived: status 1, unless it
stands with a reason in `mutate-equal.txt` because it means the same.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import resource
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EQUAL = Path(__file__).with_name("mutate-equal.txt")
MODULES = {
    "authority": (),
    "share": (),
    "span": (),
    "procedures.vote": (),
    "procedures.rule": (),
    "procedures.consent": (),
    "procedures.choose": (),
    "procedures.decide": (),
    "stages": (),
    "poll": (),
    "casting": (),
    "moves": (),
    "engine": ("due", "read_at", "_pass", "_phase_over", "_may_raise"),
    "world": ("at", "holders", "sits", "seats", "bodies_of", "total", "_seated"),
}
TESTS = ("test_rules", "test_authority", "test_deadlines", "test_engine", "test_polls")
LIVES = 12  # examples of the state machine, after the tests
SECONDS = 40  # of CPU for one mutant: one that never ends is noticed, too
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
NAMES = {"min": "max", "max": "min", "floor": "ceil", "ceil": "floor", "any": "all", "all": "any"}


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """What else could stand at this place."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            if type(op) in SWAPS:
                other = copy.deepcopy(node)
                other.ops[place] = SWAPS[type(op)]()
                yield other
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
        other = copy.deepcopy(node)
        other.op = SWAPS[type(node.op)]()
        yield other
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield ast.Name(NAMES[node.id], ast.Load())
    elif isinstance(node, ast.If | ast.IfExp) and isinstance(
        node.test, ast.Name | ast.Attribute | ast.Call
    ):
        other = copy.deepcopy(node)
        other.test = ast.UnaryOp(ast.Not(), node.test)
        yield other


def mutants(
    tree: ast.Module, wanted: tuple[str, ...]
) -> Iterator[tuple[str, int, str, ast.Module]]:
    """Function, line, what became what, and the changed module."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or function.name == "read":
            continue
        if wanted and function.name not in wanted:
            continue
        for parent in ast.walk(function):
            if isinstance(parent, ast.Assert):
                continue
            for name, value in ast.iter_fields(parent):
                many = value if isinstance(value, list) else [value]
                for place, node in enumerate(many):
                    if not isinstance(node, ast.AST) or isinstance(node, ast.Assert):
                        continue
                    if name in ("decorator_list", "returns", "annotation"):
                        continue
                    for other in variants(node):
                        kept = many[place]
                        _put(parent, name, value, place, other)
                        line = getattr(node, "lineno", function.lineno)
                        said = f"{_short(node)} -> {_short(other)}"
                        yield function.name, line, said, ast.fix_missing_locations(tree)
                        _put(parent, name, value, place, kept)


def _put(parent: ast.AST, name: str, value: object, place: int, node: ast.AST) -> None:
    if isinstance(value, list):
        value[place] = node
    else:
        setattr(parent, name, node)


def _short(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())[:90]


def install(module: types.ModuleType, tree: ast.Module) -> None:
    """Put the code of a changed module under its functions, wherever they were imported."""
    codes: dict[str, types.CodeType] = {}
    todo = [compile(tree, module.__file__ or "", "exec", dont_inherit=True, flags=1 << 24)]
    while todo:
        for const in todo.pop().co_consts:
            if isinstance(const, types.CodeType):
                codes[const.co_qualname] = const
                if "<locals>" not in const.co_qualname:
                    todo.append(const)
    for name, code in codes.items():
        if "<locals>" in name:
            continue
        holder: object = module
        for part in name.split("."):
            holder = vars(holder).get(part) if holder is not None else None  # type: ignore[call-overload]
        function = getattr(holder, "func", None) or getattr(holder, "fget", None) or holder
        function = getattr(function, "__func__", function)
        if isinstance(function, types.FunctionType):
            function.__code__ = code
            _put_defaults(function, name, tree)


def _put_defaults(function: types.FunctionType, name: str, tree: ast.Module) -> None:
    """The defaults of a function's parameters, which its code does not hold; plain ones only."""
    found = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    said = next(one for one in found if one.name == name.rpartition(".")[2])
    for parameter, default in zip(said.args.kwonlyargs, said.args.kw_defaults, strict=True):
        if isinstance(default, ast.Constant) and function.__kwdefaults__:
            function.__kwdefaults__[parameter.arg] = default.value


def tests_of(module: types.ModuleType) -> Iterator[tuple[Callable[..., None], dict[str, object]]]:
    """The tests of a module with their parameters, without pytest's second for every start."""
    for name, test in vars(module).items():
        if not name.startswith("test_"):
            continue
        tables = []
        for mark in getattr(test, "pytestmark", []):
            if mark.name != "parametrize":
                continue
            names, values = mark.args
            names = [one.strip() for one in names.split(",")] if isinstance(names, str) else names
            rows = (each if len(names) > 1 else (each,) for each in values)
            tables.append([dict(zip(names, row, strict=True)) for row in rows])
        for chosen in product(*tables):
            yield test, {key: value for one in chosen for key, value in one.items()}


def noticed() -> bool:
    """Whether a test fails now."""
    for name in TESTS:
        for test, arguments in tests_of(sys.modules[f"tests.divan.charter.{name}"]):
            try:
                test(**arguments)
            except BaseException:
                return True
    from hypothesis import Phase, settings
    from hypothesis.stateful import run_state_machine_as_test
    from tests.divan.charter.lives.machine import Lives
    from tests.divan.charter.test_lives import QUIET

    once = settings(QUIET, max_examples=LIVES, phases=[Phase.generate], report_multiple_bugs=False)
    try:
        run_state_machine_as_test(Lives, settings=once)
    except BaseException:
        return True
    return False


def run(module: types.ModuleType | None, tree: ast.Module | None) -> bool:
    """`noticed` in a fork, with a module changed; true also where it does not come to an end."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        try:
            if module is not None and tree is not None:
                install(module, tree)
            answer = noticed()
        except BaseException:
            answer = True
    os._exit(int(answer))


def known() -> dict[str, str]:
    """Mutants that mean the same, each with its reason."""
    lines = EQUAL.read_text(encoding="utf-8").splitlines() if EQUAL.exists() else []
    pairs = (line.split(" # ", 1) for line in lines if " # " in line)
    return {key.strip(): reason.strip() for key, reason in pairs}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", action="append", help="a module, such as authority; repeatable")
    asked.add_argument("--list", action="store_true", help="say the mutants, run none")
    options = asked.parse_args()
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.nice(19)
    for name in TESTS:
        importlib.import_module(f"tests.divan.charter.{name}")
    importlib.import_module("tests.divan.charter.test_lives")
    if not options.list and run(None, None):
        print("the tests fail before anything is changed", file=sys.stderr)
        return 2
    same, survivors, total = known(), 0, 0
    print("module                mutants  noticed  equal  survived")
    for name in options.only or MODULES:
        module = importlib.import_module(f"divan.charter.{name}")
        tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
        sums = [0, 0, 0, 0]
        for function, line, said, changed in mutants(tree, MODULES[name]):
            key = f"{name}.{function}: {said}"
            sums[0] += 1
            if options.list:
                print(f"{key}  (line {line})")
            elif key in same:
                sums[2] += 1
            elif run(module, changed):
                sums[1] += 1
            else:
                sums[3] += 1
                print(f"  survived: {key}  (line {line})", flush=True)
        survivors += sums[3]
        total += sums[0]
        print(f"{name:20} " + "".join(f"{one:9}" for one in sums), flush=True)
    print(f"{total} mutants, {survivors} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
