/** The page's look: system fonts, both color schemes, and print. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d232b; --paper: #fff; --line: #d8dee6; --soft: #f4f6f9; --met: #1a7f4b; --breach: #b3261e; --unknown: #8a5a00; --unjudged: #5c6773; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --paper: #14181d; --line: #333b45; --soft: #1c2229; --met: #5fd39a; --breach: #ff8a80; --unknown: #f0b952; --unjudged: #9aa5b1; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { margin: 0; font-size: 1.9rem; } h2 { margin: 2.2rem 0 .8rem; font-size: 1.25rem; } h3 { margin: 0; font-size: 1rem; }
.headline { display: inline-block; margin-right: .4rem; padding: .1rem .6rem; border: 2px solid var(--unknown); color: var(--unknown); font-weight: 700; letter-spacing: .08em; }
.claims { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .8rem; padding: 0; list-style: none; }
.claims li { display: grid; align-content: start; padding: .8rem 1rem; border: 1px solid var(--line); border-left: 5px solid var(--unjudged); border-radius: 6px; background: var(--soft); }
.claims li.met { border-left-color: var(--met); } .claims li.breach { border-left-color: var(--breach); } .claims li.unknown { border-left-color: var(--unknown); }
small, .where, footer { color: var(--unjudged); font-size: .85rem; }
article { margin: .8rem 0; padding: .8rem 1rem; border: 1px solid var(--line); border-left: 5px solid var(--unknown); border-radius: 6px; break-inside: avoid; }
article.breach { border-left-color: var(--breach); } article p { margin: .3rem 0; }
.badge { white-space: nowrap; padding: .05rem .5rem; border: 1px solid currentColor; border-radius: 99px; font-size: .8rem; font-weight: 600; }
.badge.met { color: var(--met); } .badge.breach { color: var(--breach); } .badge.unknown { color: var(--unknown); }
table { width: 100%; border-collapse: collapse; font-size: .9rem; } th { white-space: nowrap; } th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: break-word; }
.wide { overflow-x: auto; } .wide td code { display: inline-block; min-width: 11rem; } summary { cursor: pointer; color: var(--unjudged); font-size: .85rem; }
ul.where { margin: .3rem 0; padding-left: 1.2rem; } .badge.unjudged { color: var(--unjudged); }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } details::details-content { content-visibility: visible; block-size: auto; } tr { break-inside: avoid; } .wide { overflow: visible; } }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; } footer { margin-top: 3rem; overflow-wrap: anywhere; }
`;
