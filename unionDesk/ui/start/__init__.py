"""Before the screens: the assistant of the first start, what stands in the way, who is working."""
