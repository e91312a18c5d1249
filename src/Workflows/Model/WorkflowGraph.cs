using System.Globalization;

namespace LienThong.Workflows.Model;

/// <summary>All activities of a definition, in the order of a walk from the root, and where each lies.</summary>
public sealed class WorkflowGraph
{
    /// <summary>Deeper nesting is refused: nobody draws it, and it would exhaust the stack.</summary>
    public const int MaxDepth = 100;

    private readonly Dictionary<string, Activity> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Activity> _byNodeId = new(StringComparer.Ordinal);
    private readonly List<Activity> _nodes = [];

    private WorkflowGraph() { }

    /// <summary>The root first; a container before what it holds.</summary>
    public IReadOnlyList<Activity> Nodes => _nodes;

    public Activity Root => _nodes[0];

    /// <summary>Something in it says which values are kept.</summary>
    internal bool SaysWhatIsKept { get; private set; }

    /// <summary>Finds an activity by id: of the definition itself, else the first of the workflows that it uses as activities.</summary>
    public Activity? FindById(string id) => _byId.GetValueOrDefault(id);

    public Activity? FindByNodeId(string nodeId) => _byNodeId.GetValueOrDefault(nodeId);

    /// <summary>Finds an activity by name, else by id.</summary>
    public Activity? FindByNameOrId(string nameOrId) => _nodes.Find(n => n.Name == nameOrId && !n.IsNested) ?? FindById(nameOrId);

    /// <summary>The same as seen from an activity: of a workflow used as an activity first what it holds itself, then what is around it.</summary>
    public Activity? FindByNameOrId(string nameOrId, Activity from)
    {
        // What stands in the same container, then further out (elsa-format §4.1).
        for (var container = from.Parent; container is not null && WorkflowOf(container) == WorkflowOf(from); container = container.Parent)
        {
            var inside = container.Children().Select(c => c.Child).ToList();
            if ((inside.Find(n => n.Name == nameOrId) ?? inside.Find(n => n.Id == nameOrId)) is { } near)
                return near;
        }

        if (!from.IsNested)
            return FindByNameOrId(nameOrId);
        for (var scope = WorkflowOf(from); scope is not null; scope = WorkflowOf(scope.Parent))
        {
            var within = _nodes.FindAll(n => (n.Name == nameOrId || n.Id == nameOrId) && WorkflowOf(n) == scope);
            if (within.Count > 0)
                return within.Find(n => n.Name == nameOrId) ?? within[0];
        }

        return null;
    }

    /// <summary>The activity that accessors of scripts call so, such as <c>DatHan</c> for "dat han": by its name, else by its id; null when none is called so.</summary>
    public Activity? FindByAccessor(string pascalName, Activity from)
    {
        if (FindByNameOrId(pascalName, from) is { } exact)
            return exact;
        if (_nodes.Find(n => n.Name is { } name && Pascal(name) == pascalName) is { Name: { } called })
            return FindByNameOrId(called, from);
        return _nodes.Find(n => Pascal(n.Id) == pascalName) is { } one ? FindByNameOrId(one.Id, from) : null;
    }

    internal static string Pascal(string text) =>
        string.Concat(text.Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <exception cref="InvalidDefinitionException">Two activities have one id, or the nesting is too deep.</exception>
    public static WorkflowGraph Build(Activity root)
    {
        var graph = new WorkflowGraph();
        graph.Collect(root, null, 0);
        graph.GiveMissingIds();
        foreach (var node in graph._nodes)
        {
            // The ids of a workflow used as an activity are its own; that they differ among each other was seen when it was read.
            if (!node.IsNested && !graph._byId.TryAdd(node.Id, node))
                throw new InvalidDefinitionException("definition.duplicate-activity-id", $"Hai bước cùng mã \"{node.Id}\". Đổi mã của một trong hai bước.");
            node.NodeId = node.Parent is { } parent ? $"{parent.NodeId}:{node.Id}" : node.Id;
            graph._byNodeId[node.NodeId] = node;
            graph.SaysWhatIsKept |= node.LogPersistence is not null;
            ActivityDescriptor.Of(node.GetType()).Attach(node);
        }

        foreach (var node in graph._nodes)
        {
            if (node.IsNested)
                graph._byId.TryAdd(node.Id, node);
        }

        return graph;
    }

    private static Workflow? WorkflowOf(Activity? activity)
    {
        while (activity is not (null or Workflow))
            activity = activity.Parent;
        return activity as Workflow;
    }

    private void Collect(Activity activity, Activity? parent, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDefinitionException("definition.too-deep", $"Các bước lồng nhau quá {MaxDepth} cấp.");
        activity.Parent = parent;
        activity.IsNested = parent is WorkflowDefinitionActivity or { IsNested: true };
        activity.Index = _nodes.Count;
        _nodes.Add(activity);
        foreach (var (_, child) in activity.Children())
            Collect(child, activity, depth + 1);
    }

    // elsa-format §2: a missing id becomes the short type name with the first free number; so the workflow itself is Workflow1, nearly always.
    private void GiveMissingIds()
    {
        HashSet<string>? taken = null;
        foreach (var node in _nodes)
        {
            if (node.Id.Length > 0)
                continue;
            taken ??= [.. _nodes.Select(n => n.Id)];
            var shortName = node.Type.Length > 0 ? node.Type[(node.Type.LastIndexOf('.') + 1)..] : node.GetType().Name;
            for (var n = 1; ; n++)
            {
                var id = shortName + n.ToString(CultureInfo.InvariantCulture);
                if (!taken.Add(id))
                    continue;
                node.Id = id;
                break;
            }
        }
    }
}

/// <summary>A definition that cannot be taken, with a stable code and a Vietnamese text that says where and why.</summary>
public class InvalidDefinitionException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    /// <summary>1-based line of the text, when the text itself is broken.</summary>
    public long? Line { get; init; }

    /// <summary>1-based column of the text, when the text itself is broken.</summary>
    public long? Column { get; init; }
}
