"""What a scan amounts to: people, legal tiers, copies, and how near that is to the truth."""
