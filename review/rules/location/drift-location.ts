import { asking, judgeDrift } from "../guards/drifted";
import { destinationInside } from "./destination-inside";
import { placeInside } from "./place-inside";
import type { StackRule } from "../rule";

export const driftLocation: StackRule = {
  id: "LOCATION-08",
  claim: "location",
  subject: "stack",
  title: "Nothing went over the border outside of terraform.",
  why: "A plan shows what it found changed since the last apply. A replica, a copy rule or a place that somebody set by hand has moved data, even where the same plan would put it back (Terraform, JSON output format, resource_drift).",
  fix: "Find out who changed it, and delete what was copied; then apply, so that it stands as written.",
  judge: (stack, facts) => judgeDrift(stack, facts, asking(placeInside, destinationInside)),
};
