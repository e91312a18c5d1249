namespace LienThong.Workflows.Runtime;

/// <summary>Whether an instance can still do anything (elsa-format §7.1).</summary>
public enum WorkflowStatus { Running, Finished }

/// <summary>What an instance is doing, or how it ended (elsa-format §7.1).</summary>
public enum WorkflowSubStatus { Pending, Executing, Suspended, Finished, Cancelled, Faulted, Interrupted }

/// <summary>What one execution of an activity is doing, or how it ended.</summary>
public enum ActivityStatus { Pending, Running, Completed, Canceled, Faulted }
