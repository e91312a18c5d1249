namespace LienThong.Workflows.Runtime;

/// <summary>Where an instance stands below those that began it; bounded, so that a workflow that begins itself comes to an end.</summary>
/// <param name="Nesting">Parents above it of which each waits for the next, or runs it inline.</param>
/// <param name="InARow">Instances before it that dispatched the next one without ever having waited.</param>
internal readonly record struct Lineage(int Nesting, int InARow)
{
    /// <summary>Of a child of this instance.</summary>
    public static Lineage Below(WorkflowInstance parent, bool isAwaited)
    {
        // A loop by way of instances is one without end only if it never waits, as a loop within one.
        var inARow = parent.Bursts == 0 ? parent.Lineage.InARow : 0;
        return isAwaited ? new Lineage(parent.Lineage.Nesting + 1, inARow) : new Lineage(0, inARow + 1);
    }
}
