/** What runs before the page is painted, as one small file: links within the page work at once, and all else comes later. */

import "./same-page.mjs";
import "./later.mjs";
