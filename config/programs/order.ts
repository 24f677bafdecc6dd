import type { ProgramInput } from "../schema/schema";

/** The clauses of the order, with the names of roles for parties; both example programs answer the same ones. */
export const ORDER: ProgramInput["obligations"] = [
  { clause: "1", text: "All user data of the country is stored on the custodian's servers inside the country.", claims: ["location"] },
  { clause: "2", text: "The foreign parent has no access to that data.", claims: ["access"] },
  { clause: "3", text: "Keys are held and administered by the domestic custodian.", claims: ["custody"] },
  { clause: "4", text: "Data on the former cloud is moved to the custodian and removed there.", claims: ["migration"] },
  { clause: "5", text: "Data in the app's own data centres is moved and the media released.", claims: ["migration"] },
  { clause: "6", text: "The overseas backup is moved home and destroyed.", claims: ["migration", "location"] },
  {
    clause: "7",
    text: "A domestic data management team is the only gatekeeper; it works autonomously, outside the control and supervision of app and parent.",
    claims: ["access"],
  },
  { clause: "8", text: "Firewalls and cyber security measures surround the data.", claims: ["network"] },
  { clause: "9", text: "Independent auditing.", claims: ["audit"] },
  { clause: "10", text: "Source code can be examined before it runs on the data.", claims: ["audit"] },
  { clause: "11", text: "Logs of access to user data are monitored.", claims: ["audit"] },
  { clause: "12", text: "All of it by the regulator's date.", claims: ["migration"] },
];
