using System.Collections;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>A list of the host as an array. The script works on a copy; a changed copy is written back when the run ends.</summary>
internal sealed class HostArray(Realm realm, object source, List<object?> items) : JsArray(realm, items), IHostView
{
    private readonly object?[] original = [.. items];
    private readonly Realm realm = realm;
    private bool isFlushing;

    public bool IsChanged => Dense is not { } dense || dense.Count != original.Length || !dense.Zip(original).All(p => Operators.SameValue(p.First, p.Second))
        || dense.Exists(i => i is HostArray { MustBeReplaced: true });

    /// <summary>Changed, and the list of the host cannot take it: an array, a set, a list that may only be read.</summary>
    public bool MustBeReplaced => !CanWriteBack && IsChanged;

    private bool CanWriteBack => source is IList { IsReadOnly: false, IsFixedSize: false };

    public bool TryGetUnchanged(out object? unchanged)
    {
        unchanged = source;
        if (!IsChanged)
            return true;
        if (!CanWriteBack)
            return false;
        Flush();
        return true;
    }

    public void Flush()
    {
        // What it holds may hold it again.
        if (isFlushing || !CanWriteBack || !IsChanged)
            return;
        var list = (IList)source;
        var type = Conversion.ItemTypeOf(source.GetType()) ?? typeof(object);
        isFlushing = true;
        var values = realm.Host.ToList(this);
        isFlushing = false;
        realm.Host.HasWritten = true;
        list.Clear();
        foreach (var value in values)
            list.Add(Conversion.To(value, type));
    }
}
