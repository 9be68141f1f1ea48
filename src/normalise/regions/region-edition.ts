/** Decree the region table follows; printed by `dtsen --version` and kept in every index. */
export const regionEdition = "Kepmendagri 300.2.2-2138/2025 (2025-04-25)";
