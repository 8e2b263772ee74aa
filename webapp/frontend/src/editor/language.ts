/** The words of SPARQL 1.1 that can be offered, and where. */
import type { Role } from "./reading";

const START = "SELECT ASK CONSTRUCT DESCRIBE PREFIX BASE".split(" ");
const CLAUSES = "WHERE DISTINCT REDUCED FROM NAMED AS GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES UNDEF".split(" ");
const PATTERNS = "OPTIONAL FILTER BIND VALUES UNION MINUS GRAPH SELECT EXISTS NOT".split(" ");
const WITHIN = "AS IN NOT EXISTS DISTINCT SEPARATOR true false".split(" ");

/** What is written with brackets behind it. */
export const FUNCTIONS = (
  "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI BNODE ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE " +
  "LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS NOW COALESCE IF STRLANG " +
  "STRDT SAMETERM ISIRI ISBLANK ISLITERAL ISNUMERIC SUBSTR REPLACE REGEX"
).split(" ");

/** The keywords and functions that may stand there. */
export function wordsFor(role: Role): { keywords: readonly string[]; functions: readonly string[] } {
  if (role === "prologue") return { keywords: START, functions: [] };
  if (role === "clause") return { keywords: [...CLAUSES, ...START.slice(0, 4)], functions: FUNCTIONS };
  if (role === "expression") return { keywords: WITHIN, functions: FUNCTIONS };
  if (role === "subject") return { keywords: PATTERNS, functions: [] };
  return { keywords: role === "object" ? ["true", "false", "UNDEF"] : [], functions: [] };
}
