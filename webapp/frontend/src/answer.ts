/** Answers: the table follows its links and its form without a new page, and rows are copied with their sources. */
import { copies } from "./answer/copying";
import { follow, retrace } from "./answer/following";
import { narrows } from "./answer/narrowing";

follow(copies);
retrace();
copies();
narrows();
