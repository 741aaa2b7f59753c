"""Words that belong to the number before them, on every medium that breaks lines."""

MEASURES = (
    "B|KB|MB|GB|TB|PB|KiB|MiB|GiB|TiB|PiB|Kb|Mb|Gb|Kbps|Mbps|Gbps|Mbit|Gbit|bytes?|bits?|ms|µs|s|sec|seconds?|min|minutes?|h|hours?|"
    "d|days?|weeks?|months?|years?|DPUs?|RPUs?|RCUs?|WCUs?|KPUs?|ACUs?|vCPUs?|AZs?|IOPS|million|billion|times?|x|%"
)
COUNTED = (
    "characters?|chars?|rec|records?|rows?|files?|shards?|IPs?|PUTs?|GETs?|nodes?|queries|replicas|partitions|runs?"
)
