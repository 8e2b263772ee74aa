"""What can go wrong, said so that the reader can mend it, in Japanese and English.

PlangraphError
├── DataError                  the files
│   ├── MissingPath
│   ├── FileUnreadable
│   ├── NotUnicode
│   ├── NotTurtle
│   ├── NameUnusable
│   ├── BrokenTurtle
│   ├── TripleInTwoGraphs
│   ├── UncataloguedGraph
│   ├── NoRules
│   ├── BrokenRule
│   ├── RuleUnknown
│   ├── FileNotInData
│   └── BrokenRelease
├── SourceDiffers              a source document that does not agree with the graph
│   ├── FileNotNamed
│   ├── FileOutside
│   ├── OtherText
│   ├── OtherLineCount
│   ├── LineBeyondEnd
│   └── CharacterBeyondEnd
├── ReleaseRefused             a graph that may not become a release
│   ├── VersionUnfinished
│   ├── RulesViolated
│   ├── ReleaseExists
│   └── FileUnwritable
├── QueryRefused               a query that will not be run
│   ├── QuerySyntax
│   ├── UpdateRefused
│   ├── ServiceRefused
│   ├── AmbiguousIri
│   ├── GraphNotInCatalogue
│   └── QueryTooLong
├── LimitStruck                a query that was stopped
│   ├── DeadlinePassed
│   ├── MemoryExceeded
│   ├── NestingTooDeep
│   ├── AnswerTooLarge
│   └── WorkersBusy
├── EvaluationFailed           a query that the engine gave up
├── WorkersGone
│   └── ServerStopping
├── ForkMissing
├── FormatUnknown
│   └── FormatUnfit
├── NotFound
│   └── NoPlan
├── SettingWrong
├── PortInUse
└── AddressUnusable
"""

from __future__ import annotations

from plangraph.errors.asking import (
    AddressUnusable,
    FormatUnfit,
    FormatUnknown,
    NoPlan,
    NotFound,
    PortInUse,
    SettingWrong,
)
from plangraph.errors.base import Language, PlangraphError
from plangraph.errors.data import (
    BrokenRule,
    BrokenTurtle,
    DataError,
    FileNotInData,
    FileUnreadable,
    MissingPath,
    NameUnusable,
    NoRules,
    NotTurtle,
    NotUnicode,
    RuleUnknown,
    TripleInTwoGraphs,
    UncataloguedGraph,
)
from plangraph.errors.queries import (
    AmbiguousIri,
    GraphNotInCatalogue,
    QueryRefused,
    QuerySyntax,
    QueryTooLong,
    ServiceRefused,
    UpdateRefused,
)
from plangraph.errors.releases import (
    BrokenRelease,
    FileUnwritable,
    ReleaseExists,
    ReleaseRefused,
    RulesViolated,
    VersionUnfinished,
)
from plangraph.errors.running import (
    AnswerTooLarge,
    DeadlinePassed,
    EvaluationFailed,
    ForkMissing,
    LimitStruck,
    MemoryExceeded,
    NestingTooDeep,
    ServerStopping,
    WorkersBusy,
    WorkersGone,
)
from plangraph.errors.sources import (
    CharacterBeyondEnd,
    FileNotNamed,
    FileOutside,
    LineBeyondEnd,
    OtherLineCount,
    OtherText,
    SourceDiffers,
)

__all__ = [
    "AddressUnusable",
    "AmbiguousIri",
    "AnswerTooLarge",
    "BrokenRelease",
    "BrokenRule",
    "BrokenTurtle",
    "CharacterBeyondEnd",
    "DataError",
    "DeadlinePassed",
    "EvaluationFailed",
    "FileNotInData",
    "FileNotNamed",
    "FileOutside",
    "FileUnreadable",
    "FileUnwritable",
    "ForkMissing",
    "FormatUnfit",
    "FormatUnknown",
    "GraphNotInCatalogue",
    "Language",
    "LimitStruck",
    "LineBeyondEnd",
    "MemoryExceeded",
    "MissingPath",
    "NameUnusable",
    "NestingTooDeep",
    "NoPlan",
    "NoRules",
    "NotFound",
    "NotTurtle",
    "NotUnicode",
    "OtherLineCount",
    "OtherText",
    "PlangraphError",
    "PortInUse",
    "QueryRefused",
    "QuerySyntax",
    "QueryTooLong",
    "ReleaseExists",
    "ReleaseRefused",
    "RuleUnknown",
    "RulesViolated",
    "ServerStopping",
    "ServiceRefused",
    "SettingWrong",
    "SourceDiffers",
    "TripleInTwoGraphs",
    "UncataloguedGraph",
    "UpdateRefused",
    "VersionUnfinished",
    "WorkersBusy",
    "WorkersGone",
]
