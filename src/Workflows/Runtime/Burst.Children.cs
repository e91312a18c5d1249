using LienThong.Workflows.Composition;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

// What a burst has to do with those of parents and children.
internal sealed partial class Burst
{
    private bool _tellsParent = true;

    /// <summary>Children that this burst started are kept with it: it cannot be taken back.</summary>
    public bool StartedChild { get; set; }

    /// <summary>What children were started of, by definition id: one burst sees one published version.</summary>
    public Dictionary<string, WorkflowDefinition> ChildDefinitions { get; } = new(StringComparer.Ordinal);

    /// <summary>The child as it stands.</summary>
    public ChildRun Result => new(Instance.Id, Instance.Status.ToString(), Instance.SubStatus.ToString(), Instance.Output);

    /// <summary>Runs as part of another burst, which sees itself how it ended; they share the limit of activities.</summary>
    public void RunWithin(Burst outer)
    {
        _steps = outer._steps;
        _tellsParent = false;
    }

    /// <summary>What a child within this burst took of the limit of activities, and the lines it wrote, in their order.</summary>
    public void TakeOver(Burst child)
    {
        StartedChild = true;
        _steps = child._steps;
        Lines.AddRange(child.Lines);
        child.Lines.Clear();
    }

    /// <summary>Ends together with its parent, to whom there is nothing to tell.</summary>
    public void EndWithParent() => Messages.RemoveAll(m => m.Kind == EndedChild.MessageKind);

    private void TellParent()
    {
        if (_tellsParent && Instance is { Status: WorkflowStatus.Finished, ParentInstanceId: { } parent, ParentWait: { } wait })
            Messages.Add(new OutgoingMessage(EndedChild.MessageKind, EndedChild.PayloadOf(parent, wait, Result)));
    }
}
