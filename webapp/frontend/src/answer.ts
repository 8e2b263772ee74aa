/** Answers: the table follows its links and its form without a new page, and rows are copied with their sources. */
import { copies } from "./answer/copying";
import { follow } from "./answer/following";

follow(copies);
copies();
