#!/usr/bin/env python3
"""Shows that tidy.py finds each kind of breach, and that it lets right things pass."""
import unittest

import tidy


def messages(path, text):
    return [message for _, message in tidy.check_file(path, text)]


class Tidy(unittest.TestCase):
    def breach(self, path, text, word):
        self.assertTrue(any(word in m for m in messages(path, text)), (path, messages(path, text)))

    def fine(self, path, text):
        self.assertEqual(messages(path, text), [])

    def test_wrong_arrows(self):
        self.breach("engine/base/a.cpp", '#include "engine/feel/parse.hpp"\n', "wrong arrow")
        self.breach("engine/evolve/a.cpp", '#include "engine/decide/decide.hpp"\n', "wrong arrow")
        self.breach("engine/feel/a.cpp", '#include "server/http/listen.hpp"\n', "must not include")
        self.breach("server/a.cpp", '#include "client/kit/kit.hpp"\n', "must not include")
        self.breach("engine/novel/a.cpp", '#include "engine/base/ids.hpp"\n', "table of layers")
        self.breach("engine/state/a.cpp", "#include <sqlite3.h>\n", "SQLite")
        self.breach("engine/event/a.cpp", '#include "engine/state/state.hpp"\n', "wrong arrow")
        self.fine("engine/event/a.cpp", '#include "engine/state/case_parts.hpp"\n')
        self.fine("engine/decide/a.cpp", '#include "engine/state/state.hpp"\n')
        self.fine("engine/store/sqlite/a.cpp", "#include <sqlite3.h>\n")

    def test_the_core_is_deterministic(self):
        self.breach("engine/feel/a.cpp", "double x = 1;\n", "floating point")
        self.breach("engine/state/a.cpp", "std::unordered_map<int, int> m;\n", "unordered")
        self.breach("engine/decide/a.cpp", "auto t = std::chrono::system_clock::now();\n", "clock")
        self.breach("engine/decide/a.cpp", "std::mt19937 r;\n", "randomness")
        self.fine("engine/feel/a.cpp", "// never a double\nint x; /* no float */\nauto s = \"double\";\n")
        self.fine("engine/feel/a.cpp", 'auto s = R"(a "double" word)";\n')
        self.fine("server/a.cpp", "double x = 1;\n")

    def test_texts(self):
        self.breach("server/a.cpp", "\n" * 600, "at most")
        self.breach("server/a.cpp", "// TO" "DO later\n", "unfinished")
        self.breach("server/a.hpp", "int x;\n", "pragma once")
        self.breach("tests/unit/a.cpp", "CHECK" "(true);\n", "does not test")
        self.breach("tools/setup/x", "fetch https:" "//pool.debs.org/x\n", "host's name")
        self.breach("docs/a.md", "deb" ".debs.org\n", "mirror's name")
        self.fine("workflows/a.bpmn", '<a xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>\n')


if __name__ == "__main__":
    unittest.main()
