"""What of Python's library the page's interpreter has: MicroPython 1.27, without what depends on the clock or on global randomness."""

MODULES = {"array", "cmath", "collections", "functools", "heapq", "itertools", "json", "math", "re", "struct", "sys"}
MISSING_NAMES = {
    "collections": {"abc", "ChainMap", "Counter", "UserDict", "UserList"},
    "functools": {"cache", "cached_property", "lru_cache", "singledispatch", "total_ordering"},
    "itertools": {
        *("batched", "combinations", "combinations_with_replacement", "compress", "dropwhile", "filterfalse"),
        *("groupby", "pairwise", "permutations", "product", "takewhile", "zip_longest"),
    },
    "math": {"cbrt", "comb", "dist", "fsum", "gcd", "hypot", "lcm", "log1p", "nextafter", "perm", "prod", "ulp"},
}
