"""What can go wrong, said so that the reader can mend it, in Japanese and English.

PlangraphError
├── DataError                  the files
│   ├── MissingPath
│   ├── FileUnreadable
│   ├── NotUnicode
│   ├── NotTurtle
│   ├── NameUnusable
│   ├── NameReserved
│   ├── BrokenTurtle
│   ├── TripleInTwoGraphs
│   ├── UncataloguedGraph
│   ├── GraphWithoutFile
│   ├── NoStatements
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
│   │   └── LoadRefused
│   ├── ServiceRefused
│   ├── AmbiguousIri
│   ├── GraphNotInCatalogue
│   ├── DatasetRefused
│   └── QueryTooLong
├── LimitStruck                a query that was stopped
│   ├── DeadlinePassed
│   ├── MemoryExceeded
│   ├── NestingTooDeep
│   ├── AnswerTooLarge
│   ├── AnswerCut
│   ├── NoRoom
│   └── Overloaded             … or not even begun
│       ├── WorkersBusy
│       ├── TooManyQueries
│       └── AddressBusy
├── EvaluationFailed           a query that the engine gave up
├── ClientGone                 a query whose asker left
├── WorkersGone
│   ├── WorkersUnstarted
│   ├── WorkerLost
│   ├── WorkersSilent
│   └── ServerStopping
├── RequestWrong               a request that the protocol does not know
│   ├── QueryMissing
│   ├── QueryRepeated
│   ├── QueryNotUnicode
│   ├── TimeoutWrong
│   ├── LimitWrong
│   ├── ParameterWrong
│   ├── GraphMissing
│   ├── TooManyParameters
│   ├── MediaTypeUnknown
│   ├── PageMissing
│   ├── MethodWrong
│   ├── HeadTooLarge
│   └── RequestTooLarge
├── Unexpected                 a fault of ours
├── FormatUnknown
│   ├── FormatUnfit
│   └── SheetFull
├── NotFound
│   ├── NoPlan
│   └── QuestionUnknown        one of the catalogue
├── QuestionMistaken           a question of the catalogue, asked as it cannot be
│   ├── ParameterUnknown
│   ├── ChoiceUnknown
│   └── TextUnusable
├── WordMissing
├── SettingWrong
├── OutputUnwritable           a terminal or file that takes nothing more
├── PortInUse
├── AddressUnusable
├── SocketUnusable             one that systemd hands over
├── ServerAbsent               a server that was to reload
├── ServerSilent
├── ServerForeign
└── ReloadFailed
"""

from __future__ import annotations

from plangraph.errors.asking import (
    AddressUnusable,
    FormatUnfit,
    FormatUnknown,
    NoPlan,
    NotFound,
    OutputUnwritable,
    PortInUse,
    ReloadFailed,
    ServerAbsent,
    ServerForeign,
    ServerSilent,
    SettingWrong,
    SheetFull,
    SocketUnusable,
    WordMissing,
)
from plangraph.errors.base import Language, PlangraphError
from plangraph.errors.data import (
    BrokenRule,
    BrokenTurtle,
    DataError,
    FileNotInData,
    FileUnreadable,
    GraphWithoutFile,
    MissingPath,
    NameReserved,
    NameUnusable,
    NoRules,
    NoStatements,
    NotTurtle,
    NotUnicode,
    RuleUnknown,
    TripleInTwoGraphs,
    UncataloguedGraph,
)
from plangraph.errors.protocol import (
    GraphMissing,
    HeadTooLarge,
    LimitWrong,
    MediaTypeUnknown,
    MethodWrong,
    PageMissing,
    ParameterWrong,
    QueryMissing,
    QueryNotUnicode,
    QueryRepeated,
    RequestTooLarge,
    RequestWrong,
    TimeoutWrong,
    TooManyParameters,
    Unexpected,
)
from plangraph.errors.queries import (
    AmbiguousIri,
    DatasetRefused,
    GraphNotInCatalogue,
    LoadRefused,
    QueryRefused,
    QuerySyntax,
    QueryTooLong,
    ServiceRefused,
    UpdateRefused,
)
from plangraph.errors.questions import (
    ChoiceUnknown,
    ParameterUnknown,
    QuestionMistaken,
    QuestionUnknown,
    TextUnusable,
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
    AddressBusy,
    AnswerCut,
    AnswerTooLarge,
    ClientGone,
    DeadlinePassed,
    EvaluationFailed,
    LimitStruck,
    MemoryExceeded,
    NestingTooDeep,
    NoRoom,
    Overloaded,
    ServerStopping,
    TooManyQueries,
    WorkerLost,
    WorkersBusy,
    WorkersGone,
    WorkersSilent,
    WorkersUnstarted,
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
    "AddressBusy", "AddressUnusable", "AmbiguousIri", "AnswerCut", "AnswerTooLarge", "BrokenRelease", "BrokenRule",
    "BrokenTurtle", "CharacterBeyondEnd", "ChoiceUnknown", "ClientGone", "DataError", "DatasetRefused", "DeadlinePassed",
    "EvaluationFailed", "FileNotInData", "FileNotNamed", "FileOutside", "FileUnreadable", "FileUnwritable",
    "FormatUnfit", "FormatUnknown", "GraphMissing", "GraphNotInCatalogue", "GraphWithoutFile", "HeadTooLarge",
    "Language", "LimitStruck", "LimitWrong", "LineBeyondEnd", "LoadRefused", "MediaTypeUnknown", "MemoryExceeded", "MethodWrong",
    "MissingPath", "NameReserved", "NameUnusable", "NestingTooDeep", "NoPlan", "NoRoom", "NoRules", "NoStatements", "NotFound",
    "NotTurtle", "NotUnicode", "OtherLineCount", "OtherText", "OutputUnwritable", "Overloaded", "PageMissing",
    "ParameterUnknown", "ParameterWrong", "PlangraphError", "PortInUse", "QueryMissing", "QueryNotUnicode", "QueryRefused", "QueryRepeated",
    "QuerySyntax", "QueryTooLong", "QuestionMistaken", "QuestionUnknown", "ReleaseExists", "ReleaseRefused", "ReloadFailed", "RequestTooLarge", "RequestWrong",
    "RuleUnknown", "RulesViolated", "ServerAbsent", "ServerForeign", "ServerSilent", "ServerStopping", "ServiceRefused",
    "SettingWrong", "SheetFull", "SocketUnusable", "SourceDiffers", "TextUnusable", "TimeoutWrong", "TooManyParameters", "TooManyQueries", "TripleInTwoGraphs",
    "UncataloguedGraph", "Unexpected", "UpdateRefused", "VersionUnfinished", "WordMissing", "WorkerLost", "WorkersBusy",
    "WorkersGone", "WorkersSilent", "WorkersUnstarted",
]  # fmt: skip
