"""What lies on disks: files read by several processes, and an inventory of what is in them."""
