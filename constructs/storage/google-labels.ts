/** Labels that say which dataset a store holds; Google's label keys take no colon, so the tag of AWS is written with a low line. */
export function storeLabels(dataset: string): Record<string, string> {
  return { ringfence_dataset: dataset };
}

/** Labels of a store that holds no dataset. */
export function purposeLabels(purpose: "state"): Record<string, string> {
  return { ringfence_purpose: purpose };
}
